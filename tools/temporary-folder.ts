import { chmodSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * A new folder in the system's temporary one, or in `place`. Others may enter it, unlike the one `mkdtemp` makes: as root,
 * the database runs as another user and would otherwise be given a stand-in elsewhere that nobody removes.
 */
export function temporaryFolder(prefix: string, place = tmpdir()): string {
  const folder = mkdtempSync(join(place, prefix));
  chmodSync(folder, 0o755);
  return folder;
}
