import { rmSync } from 'node:fs';
import { Writable } from 'node:stream';
import type pg from 'pg';
import { TEST_APP_PASSWORD } from '../../apps/server/migrate.ts';
import { modules } from '../../apps/server/modules.ts';
import {
  type Actor,
  actorForDatabase,
  appUrl,
  type Ctx,
  createContext,
  createLog,
  type Kernel,
  type Module,
  newId,
  openKernel,
  readConfig,
  SettableClock,
} from '../../src/kernel/index.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { createTestDatabase, createTestPool } from './test-database.ts';

/** A kernel on a database of its own, with a clock that stands still and a log that can be searched. */
export interface TestKernel {
  readonly kernel: Kernel;
  readonly clock: SettableClock;
  /** The owner's connections: sees everything, as no app code does. */
  readonly owner: pg.Pool;
  /** Address of the app role, for a raw connection. */
  readonly appUrl: string;
  readonly ownerUrl: string;
  /** Every line that was logged. */
  readonly log: string[];
  context(actor: Actor): Ctx;
  /** Shows who acts in the open transaction of a raw connection, as the pool does. */
  become(client: pg.ClientBase, actor: Actor): Promise<void>;
  close(): Promise<void>;
}

/** @param planted a test's own modules after the platform's: their offers count, their migrations are the test's to run */
export async function openTestKernel(
  now = '2026-11-24T02:00:00Z',
  settings: Readonly<Record<string, string>> = {},
  planted: readonly Module[] = [],
): Promise<TestKernel> {
  const dataDir = temporaryFolder('lachan-kernel-');
  const database = await createTestDatabase();
  const clock = new SettableClock(now);
  const lines: string[] = [];
  const sink = new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      lines.push(chunk.toString());
      done();
    },
  });
  const url = appUrl(database.ownerUrl, TEST_APP_PASSWORD);
  const config = readConfig({
    DATA_DIR: dataDir,
    DATABASE_APP_URL: url,
    DATABASE_POOL: '10',
    PORTAL_PORT: '0',
    DESK_PORT: '0',
    DEMONSTRATION: 'off',
    ...settings,
  });
  const kernel = await openKernel(config, database.ownerUrl, {
    clock,
    log: createLog('debug', sink),
    modules: [...modules, ...planted],
  });
  const owner = createTestPool(database.ownerUrl);
  return {
    kernel,
    clock,
    owner,
    appUrl: url,
    ownerUrl: database.ownerUrl,
    log: lines,
    context: (actor) => createContext(kernel, { actor, requestId: newId<'request'>(), language: 'vi' }),
    become: async (client, actor) =>
      void (await client.query(kernel.proof.statement(actorForDatabase(actor, clock.now())))),
    close: async () => {
      await kernel.close();
      await owner.end();
      await database.drop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
