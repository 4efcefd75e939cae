import type { Surface } from '../../src/kernel/index.ts';

/** `--web` is the portal and the desk in one process; apart, no upload to the desk takes room from the portal. */
const ROLES = ['--web', '--portal', '--desk', '--worker'] as const;

/** What a process runs, by its arguments: everything where they name no role. */
export function rolesOf(args: readonly string[]): { readonly surfaces: readonly Surface[]; readonly worker: boolean } {
  const named = ROLES.filter((role) => args.includes(role));
  const runs = (role: (typeof ROLES)[number]) => named.length === 0 || named.includes(role);
  return {
    surfaces: (['portal', 'desk'] as const).filter((surface) => runs('--web') || runs(`--${surface}`)),
    worker: runs('--worker'),
  };
}
