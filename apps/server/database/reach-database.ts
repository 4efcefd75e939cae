import { join } from 'node:path';
import { runtimeFolder } from '../runtime-folder.ts';
import { prepareBinaries } from './binaries.ts';
import { urlOf } from './connect.ts';
import { prepareDataFolder } from './data-folder.ts';
import { startEmbeddedDatabase } from './embedded-database.ts';
import { loadPasswords } from './passwords.ts';
import { readPostmaster } from './postmaster.ts';
import { chooseRunAs } from './run-as.ts';

/** The owner's address of the installation's database, for as long as a command needs it. */
export interface ReachedDatabase {
  readonly url: string;
  close(): Promise<void>;
}

/** DATABASE_URL; or the embedded database, joined where a server is running on it and started for the command where not. */
export async function reachDatabase(): Promise<ReachedDatabase> {
  if (process.env.DATABASE_URL) return { url: process.env.DATABASE_URL, close: async () => undefined };
  const dataDir = join(runtimeFolder(), 'postgres');
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
