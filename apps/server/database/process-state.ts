import { readFileSync } from 'node:fs';

/** Whether a process of this number lives. A zombie does not: in a container nobody may ever collect it. */
export function isAlive(pid: number): boolean {
  const seen = linuxState(pid);
  if (seen !== undefined) return seen !== null && seen.state !== 'Z';
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Whether that process is a PostgreSQL server. Where the system does not tell, any living process is taken for one. */
export function isPostgres(pid: number): boolean {
  const seen = linuxState(pid);
  return isAlive(pid) && (seen === undefined || seen?.name === 'postgres');
}

/** From /proc: `undefined` on a system without it, `null` when there is no such process. */
function linuxState(pid: number): { name: string; state: string } | null | undefined {
  if (process.platform !== 'linux') return undefined;
  try {
    const found = /^\d+ \((.*)\) (\S)/s.exec(readFileSync(`/proc/${pid}/stat`, 'utf8'));
    return found ? { name: found[1] ?? '', state: found[2] ?? '' } : null;
  } catch {
    return null;
  }
}
