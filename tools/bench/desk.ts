import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import { syncModules } from '../../apps/server/prepare-installation.ts';
import { fileReport, listReports, openReport } from '../../src/intake/index.ts';
import { anonymous, type Ctx } from '../../src/kernel/index.ts';
import type { BenchRow } from '../bench.ts';
import { testPerson } from '../test/test-person.ts';
import { openBenchKernel } from './support/bench-kernel.ts';
import { atMost } from './support/bench-target.ts';
import { quantile } from './support/quantile.ts';

const TIMES = 300;
/** Reports that are really filed and sealed, and opened in the measurement. */
const REAL = 200;

/**
 * The queue and a report's page at 10,000 and at 1,000,000 reports (a tenth of them open) with three events and a clock
 * each, through the verbs that the pages call: policy, row locks, decryption and audit included. One process, fsync on.
 */
export default async function desk(args: readonly string[]): Promise<readonly BenchRow[]> {
  const sizes = args.length > 0 ? args.map(Number) : [10_000, 1_000_000];
  const { kernel, owner, context, close } = await openBenchKernel({ settings: { DEMONSTRATION: 'off' } });
  try {
    await syncModules(kernel, owner, () => undefined);
    const reports = await fileReal(context(anonymous));
    const counsellor = testPerson('111_counsellor', 'C111', { desk: '111-intake', purpose: 'counselling' });
    const rows: BenchRow[] = [];
    let there = REAL;
    for (const size of sizes) {
      await fill(owner, size - there);
      there = size;
      rows.push(...(await measure(size, () => context(counsellor), await idsOf(owner, reports))));
    }
    const grown = growth(rows);
    return [...rows, ...grown, ...targets(rows, grown)];
  } finally {
    await close();
  }
}

async function measure(size: number, ctx: () => Ctx, real: readonly string[]): Promise<BenchRow[]> {
  const acts: Readonly<Record<string, (turn: number) => Promise<{ ok: boolean }>>> = {
    'queue, first page': () => listReports(ctx()),
    'queue, second page': async () => {
      const first = await listReports(ctx());
      return first.ok && first.value.next ? listReports(ctx(), { after: first.value.next }) : { ok: false };
    },
    'queue of a province': (turn) => listReports(ctx(), { province: ['01', '79', '48'][turn % 3] as string }),
    "queue, nobody's and overdue": () => listReports(ctx(), { assigned: 'nobody', overdue: true }),
    'all, newest first': () => listReports(ctx(), { scope: 'all' }),
    'report, narrative and thread': (turn) =>
      openReport(ctx(), { report: real[turn % real.length] as string, read: ['narrative', 'thread'] }),
  };
  const rows: BenchRow[] = [];
  for (const [what, act] of Object.entries(acts)) {
    const times: number[] = [];
    for (let turn = -20; turn < TIMES; turn += 1) {
      const started = performance.now();
      if (!(await act(turn + 20)).ok) throw new Error(`${what} was refused`);
      if (turn >= 0) times.push(performance.now() - started);
    }
    rows.push({ reports: size, what, p50ms: quantile(times, 0.5), p95ms: quantile(times, 0.95) });
  }
  return rows;
}

function growth(rows: readonly BenchRow[]): BenchRow[] {
  const sizes = [...new Set(rows.map((row) => Number(row.reports)))];
  const [small, large] = [sizes[0], sizes.at(-1)];
  if (small === undefined || large === undefined || small === large) return [];
  return rows
    .filter((row) => row.reports === small)
    .map((row) => {
      const grown = rows.find((other) => other.reports === large && other.what === row.what);
      return {
        reports: `${small} -> ${large}`,
        what: `growth: ${row.what}`,
        p50ms: ratio(grown?.p50ms, row.p50ms),
        p95ms: ratio(grown?.p95ms, row.p95ms),
      };
    });
}

/** The slowest of all at the most reports, and what grew most. */
function targets(rows: readonly BenchRow[], grown: readonly BenchRow[]): BenchRow[] {
  const most = Math.max(...rows.map((row) => Number(row.reports)));
  const slowest = Math.max(...rows.filter((row) => row.reports === most).map((row) => Number(row.p95ms)));
  return [
    atMost(`p95 ms of the slowest at ${most} reports`, slowest, 50),
    ...(grown.length > 0 ? [atMost('growth of a median', Math.max(...grown.map((row) => Number(row.p50ms))), 2)] : []),
  ];
}

function ratio(large: unknown, small: unknown): number {
  return Math.round((Number(large) / Number(small)) * 100) / 100;
}

async function fileReal(ctx: Ctx): Promise<string[]> {
  const keys: string[] = [];
  for (let number = 0; number < REAL; number += 1) {
    const filed = await fileReport(ctx, {
      report: { reporter: { kind: 'child' }, narrative: `Văn bản thử nghiệm trung tính ${number}. `.repeat(12) },
      idempotencyKey: randomUUID(),
      channel: 'WEB',
    });
    if (!filed.ok) throw new Error(filed.refusal.code);
    keys.push(filed.value.receipt.locator);
  }
  return keys;
}

async function idsOf(owner: pg.Pool, locators: readonly string[]): Promise<string[]> {
  const { rows } = await owner.query<{ report_id: string }>(
    'select report_id from intake.receipt where locator = any($1)',
    [locators],
  );
  return rows.map((row) => row.report_id);
}

/** Fills the tables with rows as filing and screening leave them, but for the sealed parts, which a list never reads. */
async function fill(owner: pg.Pool, count: number): Promise<void> {
  await owner.query('select setseed(0.5)');
  const chunk = 50_000;
  for (let done = 0; done < count; done += chunk) await owner.query(FILL, [Math.min(chunk, count - done)]);
  await owner.query('analyze intake.report; analyze intake.event; analyze clocks.clock');
}

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const FILL = `
  with fresh as (
    select uuidv7() as id, now() - random() * interval '5 years' as received_at, random() as kind, random() as open_draw,
      (select string_agg(substr('${ALPHABET}', 1 + floor(random() * 32)::int, 1), '') from generate_series(1, 8 + n * 0)) as code
    from generate_series(1, $1) as n
  ), made as (
    insert into intake.report (id, reference, channel, received_at, informant_type, age_band, sex, province_code, desk_code, organisation,
      status, urgency, danger_now, language, sealed_by, next_due_from, next_due_at, next_due_rule, closed_at)
    select id, substr(code, 1, 4) || '-' || substr(code, 5, 4), 'WEB', received_at, 'CHILD', 'A12_13', 'OTHER_UNK',
      (array['01', '79', '48', '31', '92', '22', '38', '40'])[1 + floor(random() * 8)::int], '111-intake', 'C111',
      case when open_draw < 0.1 then 'RECEIVED' else 'CLOSED' end,
      case when kind < 0.02 then 'U1' when kind < 0.2 then 'U2' when kind < 0.7 then 'U3' else null end, 'unknown', 'vi', 'server',
      case when open_draw < 0.1 then received_at end, case when open_draw < 0.1 then received_at + interval '2 hours' end,
      case when open_draw < 0.1 then 'DL-SCREEN' end, case when open_draw >= 0.1 then received_at + interval '3 days' end
    from fresh
    on conflict do nothing
    returning id, received_at
  ), events as (
    insert into intake.event (id, report_id, code, at, actor_kind)
    select uuidv7(), id, code, received_at + step * interval '1 hour', 'system'
    from made cross join (values (0, 'REPORT_RECEIVED'), (1, 'REPORT_SCREENED'), (2, 'REPORT_CLOSED')) as step(step, code)
  )
  insert into clocks.clock (id, rule_id, rule_code, object_kind, object_id, record_id, occurrence, started_at, warn_at, due_at, owner_agency, escalates_to, status, ended_at)
  select uuidv7(), 'DL-SCREEN.2025', 'DL-SCREEN', 'report', id, id, 'filed', received_at, received_at + interval '1 hour', received_at + interval '2 hours', 'C111',
    'CENTRAL', 'met', received_at + interval '1 hour' from made`;
