import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { folderOf } from './database/data-folder.ts';
import { EmbeddedDatabaseError, OwnedByAnother } from './database/error.ts';
import { isPostgres } from './database/process-state.ts';
import { chooseRunAs } from './database/run-as.ts';
import { ROOT } from './paths.ts';

/** The embedded database within the folder. */
export const DATABASE = 'postgres';
/** What git keeps in the checkout's `data`; everything else there is of an installation that was started before. */
const TRACKED = ['vn'];

/**
 * Where an installation keeps what it keeps on disk: DATA_DIR, or `var` in the checkout, which git ignores. An earlier
 * version kept it in `data`, beside files of the country: what is found there is moved.
 * @throws EmbeddedDatabaseError where a server still runs on the old folder, or where both hold the same thing
 */
export function runtimeFolder(say: (line: string) => void = () => undefined, root: string = ROOT): string {
  if (process.env.DATA_DIR) return resolve(process.env.DATA_DIR);
  const [old, folder] = [join(root, 'data'), join(root, 'var')];
  const found = leftIn(old);
  if (found.length > 0) {
    refuseWhileRunning(join(old, DATABASE));
    refuseTwins(old, folder, found);
    mkdirSync(folder, { recursive: true });
    for (const name of found) move(join(old, name), join(folder, name));
    say(`Đã chuyển dữ liệu từ ${old} sang ${folder} · Moved the data of ${old} to ${folder}`);
  }
  return folder;
}

function leftIn(old: string): string[] {
  const names = existsSync(old) ? readdirSync(old).filter((name) => !TRACKED.includes(name)) : [];
  // As root the database may stand elsewhere: the keys that lie here tell of it.
  return names.length > 0 && !names.includes(DATABASE) && existsSync(real(join(old, DATABASE)))
    ? [...names, DATABASE]
    : names;
}

const real = (path: string): string => folderOf(path, chooseRunAs());

function refuseWhileRunning(database: string): void {
  try {
    const pid = Number(readFileSync(join(real(database), 'pgdata', 'postmaster.pid'), 'utf8').split('\n')[0]);
    if (!isPostgres(pid)) return;
  } catch {
    return;
  }
  throw new OwnedByAnother(database);
}

function refuseTwins(old: string, folder: string, names: readonly string[]): void {
  const twins = names.filter((name) => existsSync(target(folder, name)));
  if (twins.length === 0) return;
  throw new EmbeddedDatabaseError(
    `Cả ${old} và ${folder} đều có ${twins.join(', ')}. Hãy giữ một bản và chuyển bản kia đi nơi khác.`,
    `Both ${old} and ${folder} hold ${twins.join(', ')}. Keep one and move the other away.`,
  );
}

const target = (folder: string, name: string): string =>
  name === DATABASE ? real(join(folder, name)) : join(folder, name);

function move(from: string, to: string): void {
  if (from.endsWith(DATABASE)) renameSync(real(from), real(to));
  else renameSync(from, to);
}
