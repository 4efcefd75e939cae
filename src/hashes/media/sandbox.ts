import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

/** Bubblewrap. */
export const SANDBOX = '/usr/bin/bwrap';

/**
 * Arguments of bubblewrap before the command: namespaces of its own (no network, no other process), nobody's user and
 * group, no capability, an empty environment, and nothing to read but /usr and what is named. Nothing can be written
 * that outlives it.
 */
export function sandboxArguments(readable: readonly string[]): string[] {
  return [
    ...['--unshare-all', '--die-with-parent', '--new-session', '--clearenv', '--cap-drop', 'ALL'],
    ...['--uid', '65534', '--gid', '65534'],
    // Programs find their libraries through /etc/alternatives on some distributions.
    ...['--ro-bind', '/usr', '/usr', '--ro-bind-try', '/etc/alternatives', '/etc/alternatives'],
    ...['--symlink', 'usr/lib', '/lib', '--symlink', 'usr/lib64', '/lib64', '--symlink', 'usr/bin', '/bin'],
    // The watch over memory reads its own figures there.
    ...(readable.length > 0 ? ['--proc', '/proc', '--dev', '/dev'] : []),
    ...readable.flatMap((path) => ['--ro-bind', path, path]),
  ];
}

/**
 * Why a sandbox with these programs cannot be had on this machine, or undefined where it can: it is tried, since a
 * kernel may forbid what bubblewrap needs.
 */
export function sandboxFault(programs: readonly string[]): string | undefined {
  const missing = [SANDBOX, ...programs].filter((path) => !existsSync(path));
  if (missing.length > 0) return `${missing.join(', ')} missing`;
  const tried = spawnSync(SANDBOX, [...sandboxArguments([]), '/usr/bin/true'], { env: {}, timeout: 10_000 });
  return tried.status === 0 ? undefined : `bubblewrap does not run here: ${tried.stderr.toString().trim()}`;
}
