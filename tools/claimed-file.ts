import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { isAlive } from '../apps/server/database/process-state.ts';

/**
 * Writes this process into a file, unless a process that still lives stands in it; the file of a dead one is taken away for the next
 * try. Whoever claimed it lets go by removing it, or by ending.
 */
export function claimFile(file: string): boolean {
  try {
    writeFileSync(file, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  if (isAlive(holder(file))) return false;
  rmSync(file, { force: true });
  return false;
}

/** The process that wrote the file; our own, which lives, where it has not written its number yet or has just let go. */
function holder(file: string): number {
  try {
    return Number(readFileSync(file, 'utf8')) || process.pid;
  } catch {
    return process.pid;
  }
}
