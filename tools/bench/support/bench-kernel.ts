import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type pg from 'pg';
import { type EmbeddedDatabase, startEmbeddedDatabase } from '../../../apps/server/database/embedded-database.ts';
import { schemasOf } from '../../../apps/server/migrate.ts';
import { modules } from '../../../apps/server/modules.ts';
import {
  type Actor,
  appPassword,
  type Clock,
  type Ctx,
  createContext,
  createLog,
  type Kernel,
  migrate,
  newId,
  openKernel,
  openPool,
  openVault,
  readConfig,
} from '../../../src/kernel/index.ts';
import { temporaryFolder } from '../../temporary-folder.ts';

/** The kernel on a database of its own with every table and fsync on, to be measured. */
export interface BenchKernel {
  readonly kernel: Kernel;
  readonly database: EmbeddedDatabase;
  readonly dataDir: string;
  /** The tables' owner, past every row lock. */
  readonly owner: pg.Pool;
  context(actor: Actor): Ctx;
  /** Waits until everything that was written lies in the tables' files. */
  checkpoint(): Promise<void>;
  /** Ends it and removes its folder. */
  close(): Promise<void>;
}

/** @param options.settings beside the data folder; @param options.clock the real one where absent; @param options.owners connections of the owner */
export async function openBenchKernel(
  options: { settings?: Readonly<Record<string, string>>; clock?: Clock; owners?: number } = {},
): Promise<BenchKernel> {
  const dataDir = temporaryFolder('lachan-bench-');
  const database = await startEmbeddedDatabase({ dataDir: join(dataDir, 'postgres') });
  const config = readConfig({ LOG_LEVEL: 'error', ...options.settings, DATA_DIR: dataDir });
  await migrate(database.url, await appPassword(await openVault(config, database.url)), schemasOf(modules));
  const kernel = await openKernel(config, database.url, {
    log: createLog('error'),
    modules,
    ...(options.clock && { clock: options.clock }),
  });
  const owner = openPool(database.url, kernel.log, options.owners ?? 2);
  return {
    kernel,
    database,
    dataDir,
    owner,
    context: (actor) => createContext(kernel, { actor, requestId: newId<'request'>(), language: 'vi' }),
    checkpoint: async () => {
      const superuser = openPool(database.superuserUrl, kernel.log, 1);
      await superuser.query('checkpoint').finally(() => superuser.end());
    },
    close: async () => {
      await owner.end();
      await kernel.close();
      await database.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
