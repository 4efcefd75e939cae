import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import { syncModules } from '../../apps/server/prepare-installation.ts';
import { fileReport, listReports, openReport } from '../../src/intake/index.ts';
import { anonymous, type Ctx } from '../../src/kernel/index.ts';
import type { BenchRow } from '../bench.ts';
import { fillReports } from '../test/fill-reports.ts';
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
      await fillReports(owner, size - there);
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
