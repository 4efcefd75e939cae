import pg from 'pg';
import { fileReport, INTAKE } from '../../src/intake/index.ts';
import {
  actorForDatabase,
  anonymous,
  appPassword,
  appUrl,
  createDeskKey,
  newId,
  systemActor,
} from '../../src/kernel/index.ts';
import { syncAgencies } from '../../src/members/index.ts';
import type { BenchRow } from '../bench.ts';
import { testPerson } from '../test/test-person.ts';
import { must } from '../test/test-result.ts';
import { type BenchKernel, openBenchKernel } from './support/bench-kernel.ts';
import { atMost } from './support/bench-target.ts';
import { quantile } from './support/quantile.ts';

const ROUNDS = 15;
const TARGET_US = 100;
/** The actor as a bare setting, which anybody could write: what the row locks read before it had to be proven. */
const BARE = `create or replace function kernel.actor() returns jsonb language sql stable parallel safe as $$
  select nullif(current_setting('lachan.actor', true), '')::jsonb $$`;

/**
 * What the proof of the actor costs a statement under the row locks, and a transaction at its beginning: the same statements on
 * the same rows with the actor proven and as a bare setting, in turns, on one connection that waits for each answer. The medians
 * of microseconds a statement; the target is 100 more at most.
 */
export default async function actorLock(args: readonly string[]): Promise<readonly BenchRow[]> {
  const each = Number(args[0] ?? 400);
  const home = await openBenchKernel({ settings: { DEMONSTRATION: 'off' } });
  const client = new pg.Client({
    connectionString: appUrl(home.database.url, await appPassword(home.kernel.vault)),
  });
  try {
    const report = await oneReport(home);
    await client.connect();
    const measured = statements(report);
    const proven = await home.owner.query<{ text: string }>(
      "select pg_get_functiondef('kernel.actor()'::regprocedure) as text",
    );
    const times = new Map<string, { proven: number[]; bare: number[] }>();
    for (let round = 0; round <= ROUNDS; round += 1) {
      for (const way of ['bare', 'proven'] as const) {
        await home.owner.query(way === 'bare' ? BARE : (proven.rows[0]?.text as string));
        for (const { what, run } of measured) {
          const micros = await run(home, client, way === 'proven', each);
          const known = times.get(what) ?? { proven: [], bare: [] };
          // The first round plans everything anew.
          if (round > 0) known[way].push(micros);
          times.set(what, known);
        }
      }
    }
    return [...times].flatMap(([what, { proven: under, bare }]) => {
      const [bareUs, provenUs] = [quantile(bare, 0.5), quantile(under, 0.5)];
      return [{ what, bareUs, provenUs }, atMost(`us more, ${what}`, provenUs - bareUs, TARGET_US)];
    });
  } finally {
    await client.end();
    await home.close();
  }
}

const DESK = testPerson('111_counsellor', INTAKE.agency, { desk: INTAKE.desk, purpose: 'counselling' });

async function oneReport(home: BenchKernel): Promise<string> {
  await createDeskKey(home.owner, home.kernel.vault, INTAKE.desk, home.kernel.clock.now());
  must(await syncAgencies(home.context(systemActor('bench'))));
  must(
    await fileReport(home.context(anonymous), {
      idempotencyKey: newId<'key'>(),
      channel: 'WEB',
      report: { reporter: { kind: 'child' }, narrative: 'Văn bản thử nghiệm trung tính.' },
    }),
  );
  const { rows } = await home.owner.query<{ id: string }>('select id from intake.report');
  return rows[0]?.id as string;
}

interface Measured {
  readonly what: string;
  /** @returns microseconds a statement */
  run(home: BenchKernel, client: pg.Client, proven: boolean, each: number): Promise<number>;
}

function statements(report: string): Measured[] {
  const one = (what: string, text: string, values: () => readonly unknown[]): Measured => ({
    what,
    run: async (home, client, proven, each) => {
      await begin(home, client, proven);
      const started = performance.now();
      for (let i = 0; i < each; i += 1) await client.query({ name: what, text, values: [...values()] });
      const micros = ((performance.now() - started) * 1000) / each;
      await client.query('rollback');
      return micros;
    },
  });
  return [
    one('read a report', 'select status from intake.report where id = $1', () => [report]),
    one('read its sealed parts', 'select part from intake.sealed_part where report_id = $1', () => [report]),
    one('read the wraps of its keys', WRAPS, () => [report]),
    one('write an event on it', EVENT, () => [newId<'event'>(), report]),
    {
      what: 'begin and end a transaction',
      run: async (home, client, proven, each) => {
        const started = performance.now();
        for (let i = 0; i < each; i += 1) {
          await begin(home, client, proven);
          await client.query('rollback');
        }
        return ((performance.now() - started) * 1000) / each;
      },
    },
  ];
}

const WRAPS = `select wrap.wrapped from kernel.data_key as key join kernel.wrapped_key as wrap on wrap.data_key_id = key.id
  where key.object_kind = 'report' and key.object_id = $1`;
const EVENT = `insert into intake.event (id, report_id, code, at, actor_kind) values ($1, $2, 'screened', now(), 'person')`;

async function begin(home: BenchKernel, client: pg.Client, proven: boolean): Promise<void> {
  const actor = actorForDatabase(DESK, home.kernel.clock.now());
  await client.query('begin');
  await client.query(
    proven
      ? home.kernel.proof.statement(actor)
      : { text: "select set_config('lachan.actor', $1, true)", values: [actor] },
  );
}
