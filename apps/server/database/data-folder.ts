import { createHash } from 'node:crypto';
import { chmodSync, chownSync, existsSync, mkdirSync, realpathSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { EmbeddedDatabaseError } from './error.ts';
import type { RunAs } from './run-as.ts';

/**
 * Makes the folder that holds one embedded database, private to the user PostgreSQL runs as, and returns its path.
 * As root, a folder that lies where that user may not enter (a checkout under /root) is replaced by
 * `/var/tmp/la-chan-<hash of the path>`, the same one each time.
 */
export function prepareDataFolder(wanted: string, runAs: RunAs | null): string {
  const folder = folderOf(wanted, runAs);
  makeParents(dirname(folder));
  if (!existsSync(folder)) {
    mkdirSync(folder, { mode: 0o700 });
    if (runAs !== null) chownSync(folder, runAs.uid, runAs.gid);
  }
  const owner = statSync(folder).uid;
  const expected = runAs?.uid ?? process.getuid?.();
  if (expected !== undefined && owner !== expected) {
    throw new EmbeddedDatabaseError(
      `${folder} thuộc về người dùng số ${owner}, còn cơ sở dữ liệu sẽ chạy với người dùng ${expected}. ` +
        'Hãy chạy bằng đúng người dùng lần trước, hoặc đặt DATA_DIR là thư mục khác.',
      `${folder} belongs to the user with number ${owner}, but the database would run as ${expected}. ` +
        'Start as the same user as before, or set DATA_DIR to another folder.',
    );
  }
  chmodSync(folder, 0o700);
  return folder;
}

/** Where it really is. */
export function folderOf(wanted: string, runAs: RunAs | null): string {
  return runAs !== null && !othersMayEnter(wanted) ? standIn(wanted) : resolve(wanted);
}

function othersMayEnter(path: string): boolean {
  let folder = dirname(resolve(path));
  while (!existsSync(folder)) folder = dirname(folder);
  for (folder = realpathSync(folder); ; folder = dirname(folder)) {
    if ((statSync(folder).mode & 0o001) === 0) return false;
    if (dirname(folder) === folder) return true;
  }
}

function standIn(path: string): string {
  const hash = createHash('sha256').update(resolve(path)).digest('hex').slice(0, 16);
  return join(existsSync('/var/tmp') ? '/var/tmp' : tmpdir(), `la-chan-${hash}`);
}

/** One by one: `mkdir` with `recursive` and mode 0700 would close the parents too, and umask may do the same. */
function makeParents(folder: string): void {
  if (existsSync(folder)) return;
  makeParents(dirname(folder));
  mkdirSync(folder);
  chmodSync(folder, 0o755);
}
