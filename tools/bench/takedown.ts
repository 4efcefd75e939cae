import { sweepClocks } from '../../src/clocks/index.ts';
import { ok, systemActor } from '../../src/kernel/index.ts';
import {
  bundleArrivals,
  countItems,
  itemDetail,
  listItems,
  listOrders,
  openGrading,
  orderDetail,
  receiveArrivals,
} from '../../src/takedown/index.ts';
import type { BenchRow } from '../bench.ts';
import { testPerson } from '../test/test-person.ts';
import { must } from '../test/test-result.ts';
import { openBenchKernel } from './support/bench-kernel.ts';
import { atMost, exactly } from './support/bench-target.ts';
import { quantile } from './support/quantile.ts';

const OPEN = 100_000;
const REPORTS = 50_000;
const FEWEST = 1_000;
const LOOKS = 60;
const BATCH = 500;

/**
 * `npm run bench -- takedown [open items] [reports]`: pages of the queue and of orders with their clocks, with 100,000 of each, under the row locks
 * and with the audit;
 * and 50,000 reports of one file at 500 addresses, taken in while they are folded.
 */
export default async function takedown(args: readonly string[]): Promise<readonly BenchRow[]> {
  const [open, reports] = [Number(args[0] ?? OPEN), Number(args[1] ?? REPORTS)];
  if (!(open >= FEWEST && reports >= BATCH)) throw new Error(`open items from ${FEWEST}, reports from ${BATCH} on`);
  const bench = await openBenchKernel();
  try {
    await bench.owner.query(
      `insert into takedown.item (id, reference, kind, sensitive, match_mark, mask, sealed, state, agency, source, recent_since, tier, score, reports, incidents,
         factors, first_at, last_at, changed_at)
       select uuidv7(), 'ND-' || lpad(translate(upper(to_hex(n / 65536)), 'ILOU', '1100'), 4, '0') || '-' || lpad(upper(to_hex(n % 65536)), 4, '0'), 'url', true,
         sha256(n::text::bytea), '•••••• (60)', '\\x00', (array['RECEIVED', 'TRIAGED', 'TRIAGED', 'GRADED_ONCE', 'DISPUTED'])[1 + n % 5], 'MPS-A05', 'MACHINE',
         now(), 'NORMAL', (n * 7919) % 101, 1 + n % 9, 1, '[{"code":"REPORTS","points":6}]', now() - n * interval '1 minute', now(), now()
       from generate_series(1, $1::integer) as n`,
      [open],
    );
    // As autovacuum leaves it after so many rows.
    await bench.owner.query('vacuum analyze takedown.item');
    await fillOrders(bench, open);
    return [...(await pages(bench, open)), ...(await viral(bench, reports))];
  } finally {
    await bench.close();
  }
}

type Bench = Awaited<ReturnType<typeof openBenchKernel>>;

/** One order on each item, to fifty addressees, with its clock; what an order rests on is not asked of rows that only have to be many. */
async function fillOrders(bench: Bench, orders: number): Promise<void> {
  await bench.owner.query('alter table takedown.takedown_order disable trigger user');
  await bench.owner.query(
    `insert into takedown.addressee (id, name, kind, agency, entered_by, entered_agency, entered_at)
     select uuidv7(), 'Nền tảng ' || n, 'PLATFORM', 'PLATFORM-' || n, uuidv7(), 'MOCST-ABEI', now() from generate_series(1, 50) as n`,
  );
  await bench.owner.query(
    `with place as (select id, agency, row_number() over (order by id) as n from takedown.addressee),
     item as (select id, reference, row_number() over (order by id) as n from takedown.item limit $1)
     insert into takedown.takedown_order (id, reference, item_id, item_reference, kind, urgent, reasons, state, addressee_id, addressee_kind, addressee_agency,
       proposed_by, proposed_agency, proposed_at, ordered_by, ordering_agency, ordered_at, function_code, function_from, rule_id, preserve_until, sent_at,
       next_due_from, next_due_at, next_due_rule)
     select uuidv7(), 'LD-' || right(item.reference, 9), item.id, item.reference, 'REMOVE', false, '{CSAM}', (array['SENT', 'ACKNOWLEDGED', 'CLAIMED'])[1 + item.n % 3],
       place.id, 'PLATFORM', place.agency, uuidv7(), 'MPS-A05', now() - interval '2 hours', uuidv7(), 'MOCST-ABEI', now() - interval '1 hour', 'ORDER_TAKEDOWN',
       current_date - 400, 'bench', current_date + 90, now() - interval '1 hour', now() - interval '1 hour',
       now() - interval '1 day' + item.n * interval '2 seconds', 'DL-TD-24H'
     from item join place on place.n = 1 + item.n % 50`,
    [orders],
  );
  await bench.owner.query(
    `insert into clocks.clock (id, rule_id, rule_code, object_kind, object_id, record_id, occurrence, started_at, warn_at, due_at, owner_agency, escalates_to)
     select uuidv7(), 'bench', 'DL-TD-24H', 'takedown-order', id, id, 'sent', sent_at, greatest(next_due_at, now()) + interval '12 hours',
       greatest(next_due_at, now()) + interval '1 day', ordering_agency, 'MINISTRY' from takedown.takedown_order`,
  );
  await bench.owner.query('alter table takedown.takedown_order enable trigger user');
  await bench.owner.query('vacuum analyze takedown.takedown_order, clocks.clock');
}

const analyst = () => testPerson('content_analyst', 'MPS-A05', { functions: ['VERIFY_CONTENT'], purpose: 'takedown' });

async function pages(bench: Bench, open: number): Promise<BenchRow[]> {
  const ctx = () => bench.context(analyst());
  const reader = analyst();
  const same = () => bench.context(reader);
  const first = must(await listItems(same()));
  const deep = async () => {
    let after: string | undefined;
    for (let page = 0; page < 20; page++) after = must(await listItems(same(), { after, limit: 100 })).next;
    return after;
  };
  const far = await deep();
  const officer = bench.context(
    testPerson('takedown_officer', 'MOCST-ABEI', { functions: ['ORDER_TAKEDOWN'], purpose: 'takedown' }),
  );
  const [order] = must(await listOrders(officer)).rows;
  const looks: readonly (readonly [string, () => Promise<unknown>])[] = [
    ['queue, first page', () => listItems(same())],
    ['queue, a page far down', () => listItems(same(), { after: far, limit: 100 })],
    ['queue of one state', () => listItems(same(), { states: ['GRADED_ONCE'] })],
    ['queue by source and level', () => listItems(same(), { source: 'MACHINE', tier: 'NORMAL' })],
    ['what waited three days', () => listItems(same(), { olderThanHours: 72 })],
    ['counts of the states', () => countItems(same())],
    ['one item', () => itemDetail(same(), { item: first.items[0]?.id ?? '' })],
    ['the next to grade', () => openGrading(ctx(), { kind: 'blind' })],
    ['orders by their clocks', () => listOrders(officer)],
    ['orders that are late', () => listOrders(officer, { overdue: true })],
    [
      'orders of one member, as it sees them',
      () => listOrders(bench.context(testPerson('platform_contact', 'PLATFORM-7', { purpose: 'takedown' }))),
    ],
    ['one order with its clock', () => orderDetail(officer, { order: order?.id ?? '' })],
    ['clocks, all of the platform looked at once', () => sweepClocks(bench.context(systemActor('bench')))],
  ];
  const rows: BenchRow[] = [];
  for (const [what, look] of looks) {
    for (let warm = 0; warm < 6; warm++) await look();
    const took: number[] = [];
    for (let at = 0; at < LOOKS; at++) {
      const begun = performance.now();
      await look();
      took.push(performance.now() - begun);
    }
    rows.push({ what: `${what}, ms`, p50: Math.round(quantile(took, 0.5)), n: LOOKS });
    rows.push(atMost(`${what} with ${open} open items, p95 ms`, quantile(took, 0.95), 60));
  }
  return rows;
}

async function viral(bench: Bench, reports: number): Promise<BenchRow[]> {
  const platform = bench.context(systemActor('bench'));
  let taking = true;
  const folding = (async () => {
    while (taking) {
      must(await bundleArrivals(platform));
      await new Promise((wait) => setTimeout(wait, 50));
    }
  })();
  const begun = performance.now();
  for (let at = 0; at < reports; at += BATCH)
    must(
      await receiveArrivals(
        platform,
        Array.from({ length: BATCH }, (_, part) => ({
          source: 'MACHINE' as const,
          key: `bench-${at + part}`,
          kind: 'url' as const,
          locator: `https://lan-truyen-mau.example/${part}`,
          file: { scheme: 'sha256', hash: 'cd'.repeat(32) },
          agency: 'MPS-A05',
        })),
      ),
    );
  const last = performance.now();
  taking = false;
  await folding;
  must(await bundleArrivals(platform));
  const done = performance.now();
  const { rows } = await bench.owner.query<{ incidents: number; reports: number; items: number }>(
    'select count(*)::int as incidents, coalesce(sum(reports), 0)::int as reports, count(distinct item_id)::int as items from takedown.incident',
  );
  const [counted] = rows;
  must(await platform.transaction(async () => ok()));
  return [
    {
      what: 'reports of one file taken in, per second',
      n: reports,
      value: Math.round(reports / ((last - begun) / 1_000)),
    },
    exactly('incidents of one file', counted?.incidents ?? 0, 1),
    exactly('reports counted in it', counted?.reports ?? 0, reports),
    atMost('seconds from the last report to the folded incident', (done - last) / 1_000, 2),
  ];
}
