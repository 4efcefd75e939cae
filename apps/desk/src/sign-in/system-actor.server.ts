import type { Actor } from '../../../../src/kernel/index.ts';

/** The platform itself, for what a page shows before anybody has signed in. The kernel's code is not bundled with the pages. */
export function systemActor(job: string): Actor {
  return { kind: 'system', job };
}
