import { resolve } from 'node:path';
import { startEmbeddedDatabase } from './embedded-database.ts';
import { ROOT } from './paths.ts';
import { prepareBinaries } from './postgres/binaries.ts';
import { urlOf } from './postgres/connect.ts';
import { prepareDataFolder } from './postgres/data-folder.ts';
import { loadPasswords } from './postgres/passwords.ts';
import { readPostmaster } from './postgres/postmaster.ts';
import { chooseRunAs } from './postgres/run-as.ts';

/** Where the server keeps what it keeps on disk: DATA_DIR, or `data` in the checkout. */
export function dataFolder(): string {
  return resolve(process.env.DATA_DIR || `${ROOT}/data`);
}

/** The owner's address of the installation's database, for as long as a command needs it. */
export interface ReachedDatabase {
  readonly url: string;
  close(): Promise<void>;
}

/** DATABASE_URL; or the embedded database, joined where a server is running on it and started for the command where not. */
export async function reachDatabase(): Promise<ReachedDatabase> {
  if (process.env.DATABASE_URL) return { url: process.env.DATABASE_URL, close: async () => undefined };
  const dataDir = `${dataFolder()}/postgres`;
  const runAs = chooseRunAs();
  const folder = prepareDataFolder(dataDir, runAs);
  const running = readPostmaster({ binaries: prepareBinaries(runAs), runAs, folder, fsync: true });
  if (running)
    return {
      url: urlOf('lachan_owner', loadPasswords(folder, runAs).owner, running.port, 'lachan'),
      close: async () => undefined,
    };
  const database = await startEmbeddedDatabase({ dataDir });
  return { url: database.url, close: () => database.stop() };
}
