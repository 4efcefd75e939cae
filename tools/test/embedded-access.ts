import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { urlOf } from '../../apps/server/database/connect.ts';
import { prepareDataFolder } from '../../apps/server/database/data-folder.ts';
import { loadPasswords } from '../../apps/server/database/passwords.ts';
import { chooseRunAs } from '../../apps/server/database/run-as.ts';

/** The running embedded database of a server on this data folder, for tests that look behind the server's back. */
export interface EmbeddedAccess {
  readonly databaseFolder: string;
  /** Sees every row of every table. */
  readonly superuserUrl: string;
  readonly ownerUrl: string;
  /** Process number of the server. */
  readonly postmaster: number;
}

export function embeddedAccess(dataDir: string): EmbeddedAccess {
  const runAs = chooseRunAs();
  const databaseFolder = prepareDataFolder(join(dataDir, 'postgres'), runAs);
  const passwords = loadPasswords(databaseFolder, runAs);
  const port = postmasterLine(databaseFolder, 3);
  return {
    databaseFolder,
    superuserUrl: urlOf('postgres', passwords.superuser, port, 'lachan'),
    ownerUrl: urlOf('lachan_owner', passwords.owner, port, 'lachan'),
    postmaster: postmasterLine(databaseFolder, 0),
  };
}

/** `kill -9` of the running embedded database. */
export function killDatabase(dataDir: string): void {
  process.kill(postmasterLine(prepareDataFolder(join(dataDir, 'postgres'), chooseRunAs()), 0), 'SIGKILL');
}

/** A number of `postmaster.pid`: line 0 is the process, line 3 the port. */
function postmasterLine(databaseFolder: string, line: number): number {
  return Number(readFileSync(join(databaseFolder, 'pgdata', 'postmaster.pid'), 'utf8').split('\n')[line]);
}
