import { rmSync } from 'node:fs';
import type pg from 'pg';
import { schemas } from '../apps/server/modules.ts';
import {
  type Actor,
  appPassword,
  type Ctx,
  createContext,
  createLog,
  fileVault,
  migrate,
  newId,
  openKernel,
  openPool,
  type Result,
  readConfig,
  systemActor,
} from '../src/kernel/index.ts';
import { createSource, steerSource, syncListeningData } from '../src/listening/index.ts';
import { startEmbeddedDatabase } from './embedded-database.ts';
import { temporaryFolder } from './temporary-folder.ts';

const AGENCY = 'MOH-MCD';

const SOURCE = {
  kind: 'push',
  name: 'Nguồn đo đạc',
  purposeCode: 'MEASUREMENT',
  legalBasis: 'Đo đạc',
  client: null,
  provinceCode: null,
  lane: 1,
  ratePerHour: 60,
  sampling: 1,
  weight: 1,
  settings: {},
} as const;

/** Listening on a database of its own, fsync on, with one source that runs, to be measured. */
export interface ListeningBench {
  readonly owner: pg.Pool;
  readonly source: string;
  readonly analyst: () => Ctx;
  readonly system: () => Ctx;
  close(): Promise<void>;
}

export async function openListeningBench(): Promise<ListeningBench> {
  const dataDir = temporaryFolder('lachan-bench-');
  const database = await startEmbeddedDatabase({ dataDir: `${dataDir}/postgres` });
  const config = readConfig({ DATA_DIR: dataDir, DEMONSTRATION: 'off', LOG_LEVEL: 'error' });
  await migrate(database.url, await appPassword(await fileVault(config.rootKeyFile)), schemas);
  const kernel = await openKernel(config, database.url, { log: createLog('error') });
  const owner = openPool(database.url, kernel.log, 2);
  const context = (actor: Actor): Ctx =>
    createContext(kernel, { actor, requestId: newId<'request'>(), language: 'vi' });
  const person: Actor = {
    kind: 'person',
    person: newId(),
    name: 'Đo đạc',
    agency: AGENCY,
    assignments: [{ role: 'listening_analyst', agency: AGENCY }],
    grants: [],
    session: newId(),
    purpose: 'takedown',
  };
  const system = () => context(systemActor('bench'));
  const analyst = () => context(person);
  must(await syncListeningData(system()));
  await owner.query('update listening.tuning set soft_limit = 10000000, hard_limit = 20000000');
  const { id: source } = must(await createSource(analyst(), SOURCE));
  must(await steerSource(analyst(), { source, act: 'run' }));
  return {
    owner,
    source,
    analyst,
    system,
    close: async () => {
      await owner.end();
      await kernel.close();
      await database.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** One number that a statement of the owner gives. */
export async function counted({ owner }: ListeningBench, statement: string): Promise<number> {
  return Number(Object.values((await owner.query(statement)).rows[0] ?? { n: 0 })[0]);
}

/** Seconds that work takes. */
export async function timed(work: () => Promise<void>): Promise<number> {
  const started = performance.now();
  await work();
  return (performance.now() - started) / 1_000;
}

export function must<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`refused: ${result.refusal.code}`);
  return result.value;
}
