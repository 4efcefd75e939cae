import type { Module } from '../../src/kernel/index.ts';

/** Refuses at compile time a front door without the module's value, `casesModule` for `cases`. */
function listed<Doors extends { [Name in keyof Doors]: Readonly<Record<`${Name & string}Module`, Module>> }>(
  doors: Doors,
): Doors {
  return doors;
}

/**
 * The modules in their order, by their front doors: a module may import only modules above it, and only through their
 * `index.ts`. This list is the one place that says so; the checks and everything that runs are made from it. To add one: a
 * folder of `src`, and a line here.
 */
export const frontDoors = listed({
  kernel: await import('../../src/kernel/index.ts'),
  vocabulary: await import('../../src/vocabulary/index.ts'),
  work: await import('../../src/work/index.ts'),
  members: await import('../../src/members/index.ts'),
  clocks: await import('../../src/clocks/index.ts'),
  documents: await import('../../src/documents/index.ts'),
  channels: await import('../../src/channels/index.ts'),
  recordings: await import('../../src/recordings/index.ts'),
  text: await import('../../src/text/index.ts'),
  hashes: await import('../../src/hashes/index.ts'),
  intake: await import('../../src/intake/index.ts'),
  cases: await import('../../src/cases/index.ts'),
  counselling: await import('../../src/counselling/index.ts'),
  takedown: await import('../../src/takedown/index.ts'),
  offences: await import('../../src/offences/index.ts'),
  listening: await import('../../src/listening/index.ts'),
  learning: await import('../../src/learning/index.ts'),
  voice: await import('../../src/voice/index.ts'),
  demonstration: await import('../../src/demonstration/index.ts'),
});

/** The modules, as the pages call them: by name, through their front doors. */
export type Modules = typeof frontDoors;

/** The folders of `src`, in their order. */
export const moduleNames: readonly string[] = Object.keys(frontDoors);

export const modules: readonly Module[] = Object.entries(frontDoors).map(
  ([name, door]) => (door as unknown as Readonly<Record<string, Module>>)[`${name}Module`] as Module,
);
