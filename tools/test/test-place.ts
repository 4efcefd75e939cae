import { accessSync, constants, readFileSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';

const IN_MEMORY = '/dev/shm';
/** What a whole run has there at most, in bytes, and as much again for the programs. */
const ROOM = 8 * 1024 ** 3;

/**
 * Where a run of the tests has its temporary files: in memory, where Linux has a file system there with room and lets
 * programs be started from it, otherwise in the system's temporary folder. Tests make and drop databases by the hundred,
 * of a thousand files each, and on a disk half of that work is the file system's.
 */
export function placeForTests(): string {
  try {
    accessSync(IN_MEMORY, constants.W_OK);
    const mounts = readFileSync('/proc/self/mounts', 'utf8').split('\n');
    const options = mounts.map((line) => line.split(' ')).findLast(([, folder]) => folder === IN_MEMORY)?.[3];
    const { bavail, bsize } = statfsSync(IN_MEMORY);
    const room = Math.min(bavail * bsize, process.availableMemory());
    if (options !== undefined && !options.split(',').includes('noexec') && room >= ROOM) return IN_MEMORY;
  } catch {
    // There is none.
  }
  return tmpdir();
}
