import type pg from 'pg';
import { type Ctx, systemActor } from '../../../src/kernel/index.ts';
import { syncListeningData } from '../../../src/listening/index.ts';
import { testPerson } from '../../test/test-person.ts';
import { must } from '../../test/test-result.ts';
import { runTestSource } from '../../test/test-source.ts';
import { openBenchKernel } from './bench-kernel.ts';

const AGENCY = 'MOH-MCD';

/** Listening on a database of its own, fsync on, with one source that runs, to be measured. */
export interface ListeningBench {
  readonly owner: pg.Pool;
  readonly source: string;
  readonly analyst: () => Ctx;
  readonly system: () => Ctx;
  close(): Promise<void>;
}

export async function openListeningBench(): Promise<ListeningBench> {
  const { owner, context, close } = await openBenchKernel({ settings: { DEMONSTRATION: 'off' } });
  const person = testPerson('listening_analyst', AGENCY, { purpose: 'takedown' });
  const system = () => context(systemActor('bench'));
  const analyst = () => context(person);
  must(await syncListeningData(system()));
  await owner.query('update listening.tuning set soft_limit = 10000000, hard_limit = 20000000');
  const source = await runTestSource(analyst(), {
    name: 'Nguồn đo đạc',
    purposeCode: 'MEASUREMENT',
    legalBasis: 'Đo đạc',
  });
  return { owner, source, analyst, system, close };
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
