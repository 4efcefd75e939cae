import type pg from 'pg';
import {
  type Config,
  createLog,
  fileVault,
  openPool,
  queryOn,
  readConfig,
  type Vault,
} from '../../src/kernel/index.ts';
import { dataFolder, reachDatabase } from '../../tools/reach-database.ts';

/** What a command works on: the settings, the root keys and the owner's connections of this installation. */
export interface Installation {
  readonly config: Config;
  readonly vault: Vault;
  readonly owner: pg.Pool;
  /** The query builder on them. */
  readonly query: ReturnType<typeof queryOn>;
}

/** Opens the installation for one command and closes it again, whatever happens. */
export async function withInstallation(work: (installation: Installation) => Promise<void>): Promise<void> {
  const config = readConfig({ ...process.env, DATA_DIR: dataFolder() });
  const database = await reachDatabase();
  const owner = openPool(database.url, createLog('silent'), 3);
  try {
    await work({ config, vault: await fileVault(config.rootKeyFile), owner, query: queryOn(owner) });
  } finally {
    await owner.end();
    await database.close();
  }
}
