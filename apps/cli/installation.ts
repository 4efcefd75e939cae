import type pg from 'pg';
import {
  type Config,
  type Ctx,
  createContext,
  createLog,
  newId,
  openKernel,
  openPool,
  openVault,
  queryOn,
  readConfig,
  systemActor,
  type Vault,
} from '../../src/kernel/index.ts';
import { readLaw } from '../../src/vocabulary/index.ts';
import { reachDatabase } from '../server/database/reach-database.ts';
import { modules } from '../server/modules.ts';
import { runtimeFolder } from '../server/runtime-folder.ts';

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
  const config = readConfig({ ...process.env, DATA_DIR: runtimeFolder() });
  const database = await reachDatabase();
  const owner = openPool(database.url, createLog('silent'), 3);
  try {
    await work({ config, vault: await openVault(config, database.url), owner, query: queryOn(owner) });
  } finally {
    await owner.end();
    await database.close();
  }
}

/** Opens the kernel of the installation for one command that acts as the platform, and closes it again. */
export async function asPlatform(job: string, work: (ctx: Ctx) => Promise<void>): Promise<void> {
  const config = readConfig({ ...process.env, DATA_DIR: runtimeFolder() });
  const database = await reachDatabase();
  try {
    const kernel = await openKernel(config, database.url, { log: createLog('silent'), modules });
    try {
      const ctx = createContext(kernel, { actor: systemActor(job), requestId: newId<'request'>(), language: 'vi' });
      await readLaw(ctx);
      await work(ctx);
    } finally {
      await kernel.close();
    }
  } finally {
    await database.close();
  }
}
