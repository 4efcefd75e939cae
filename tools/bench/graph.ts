import { ok, type PersonActor, systemActor } from '../../src/kernel/index.ts';
import {
  ALL_DAYS,
  ALL_KINDS,
  addIdentifier,
  DEGREE_MOST,
  GraphFollower,
  type GraphView,
  listDeconfliction,
  NODES_MOST,
  neighbourhoodInDatabase,
  openOffenceFile,
  pathInDatabase,
  scanSeries,
  visibleClasses,
} from '../../src/offences/index.ts';
import type { BenchRow } from '../bench.ts';
import { testPerson } from '../test/test-person.ts';
import { must } from '../test/test-result.ts';
import { openBenchKernel } from './support/bench-kernel.ts';
import { atMost } from './support/bench-target.ts';
import { quantile } from './support/quantile.ts';

const IDENTIFIERS = 1_000_000;
const FEWEST = 2_000;
const COMMUNITIES = 200;
const FILES_EACH = 5;
/** Files of other units in which the reader takes part. */
const PARTS = 50;
const MANY_PARTS = 500;
const HUBS = 20;
const HUB_DEGREE = 15_000;
/** Of each question five rounds, whose median counts: a burst of somebody else's work on the machine is in one of them. */
const ROUNDS = 5;
const ASKED = 200;
/** Until connections, plans and pages are as on any day: thirty were too few for the first row. */
const WARM = 150;
const ARRIVALS = 10_000;

type Bench = Awaited<ReturnType<typeof openBenchKernel>>;

/**
 * `npm run bench -- graph [identifiers]`: a graph of 1,000,000 identifiers and three times as many links in 200 communities, with twenty
 * points of 15,000 links. Half of the links are seen by every investigator, the others by their unit or by who has a part in one of its five
 * files. Two steps and ways of at most four links are asked as the app's role under the row locks, with the reader's classes worked out anew
 * each time, five rounds whose median counts, and of the copy in memory; then the nightly scan for series, and how soon two units are told of each other.
 */
export default async function graph(args: readonly string[]): Promise<readonly BenchRow[]> {
  const size = Number(args[0] ?? IDENTIFIERS);
  if (!(size >= FEWEST)) throw new Error(`identifiers from ${FEWEST} on`);
  const bench = await openBenchKernel();
  try {
    const begun = performance.now();
    const files = await fill(bench, size);
    const filled: BenchRow = {
      what: 'identifiers and links filled in, seconds',
      n: size * 3,
      value: Math.round((performance.now() - begun) / 1_000),
    };
    const reader = await readerOf(bench, files, { unit: unitOf(1), parts: PARTS });
    const rows = [filled, ...(await walks(bench, size, reader)), await manyParts(bench, files)];
    return [...rows, ...(await copies(bench, size, reader)), ...(await series(bench)), ...(await told(bench))];
  } finally {
    await bench.close();
  }
}

const unitOf = (community: number) => `BENCH-${String(community).padStart(3, '0')}`;

/** Rows as the verbs would write them, in statements over all of them: the triggers that write one adjacency a link are done by hand. */
async function fill({ owner, checkpoint }: Bench, size: number): Promise<readonly string[]> {
  const links = size * 3;
  const hubDegree = Math.min(HUB_DEGREE, Math.floor(links / 100));
  await owner.query('select setseed(0.42)');
  await owner.query(
    `insert into offences.offence_file (id, reference, stage, stage_since, lead_agency, level, origin, sealed, opened_by, opened_at, changed_at)
     select uuidv7(), 'VP-' || lpad(translate(upper(to_hex(n / 65536)), 'ILOU', '1100'), 4, '0') || '-' || lpad(upper(to_hex(n % 65536)), 4, '0'), 'TIP', now(),
       'BENCH-' || lpad((n % ${COMMUNITIES})::text, 3, '0'), 'CASE', 'HAND', '\\x00', 'bench', now(), now() from generate_series(0, ${COMMUNITIES * FILES_EACH - 1}) as n`,
  );
  await owner.query(
    `insert into offences.visibility_class (level, agency) select 'UNIT', 'BENCH-' || lpad(n::text, 3, '0') from generate_series(0, ${COMMUNITIES - 1}) as n`,
  );
  await owner.query(
    `insert into offences.node (kind, object) select 7, gen_random_uuid() from generate_series(1, $1::integer)`,
    [size],
  );
  await owner.query(
    `insert into offences.identifier (id, node, kind, blind, form_version, mask, sealed, made_at)
     select object, id, (array['PHONE', 'ACCOUNT', 'BANK', 'IP'])[1 + id % 4], sha256(id::text::bytea), 1, '••••', '\\x00', now() from offences.node where kind = 7`,
  );
  await owner.query(
    'drop index offences.adjacency_from, offences.adjacency_of_link, offences.link_from, offences.link_to, offences.link_of_origin',
  );
  await owner.query('alter table offences.link disable trigger keep_adjacency');
  // Ends within one community but for one link in seven; the other end is drawn with a skew, and the first numbers are the points of many links.
  await owner.query(
    `with first as (select min(id) as id from offences.node where kind = 7), class as (
       select array(select id from offences.visibility_class where level = 'UNIT' order by agency) as unit,
         array(select id from offences.visibility_class where level = 'FILE' order by agency, id) as file,
         (select id from offences.visibility_class where level = 'NATION') as nation
     ), drawn as (
       select n, case when n <= ${HUBS * hubDegree} then n / ${hubDegree} else floor(random() * ${size})::integer end as a, random() as r1, random() as r2, random() as r3,
         random() as r4 from generate_series(0, ${links - 1}) as n
     ), ends as (
       select n, a, r3, r4,
         case when n < ${HUBS * hubDegree} or r1 < 0.15 then floor(r2 * ${size})::integer
           else (floor(r2 ^ 3 * ${Math.floor(size / COMMUNITIES)})::integer * ${COMMUNITIES} + a % ${COMMUNITIES}) % ${size} end as b from drawn
     )
     insert into offences.link (id, src, dst, kind, visibility, reliability, credibility, origin_module, origin_kind, origin_id, once_mark, author, agency, first_seen,
       last_seen, made_at)
     select gen_random_uuid(), first.id + a, first.id + b, 1 + n % 6,
       case when r3 < 0.5 then nation when r3 < 0.8 then unit[1 + a % ${COMMUNITIES}] else file[1 + (a % ${COMMUNITIES}) * ${FILES_EACH} + floor(r4 * ${FILES_EACH})::integer] end,
       'F', '6', 'bench', 'bench', '00000000-0000-4000-8000-000000000000', sha256(n::text::bytea), 'bench', 'BENCH-000',
       now() - n % 1000 * interval '1 day' - interval '30 days', now() - n % 1000 * interval '1 day', now() - interval '2 days'
     from ends, first, class where a <> b`,
  );
  await owner.query('alter table offences.link enable trigger keep_adjacency');
  await owner.query(
    `insert into offences.adjacency (src, dst, link, kind, visibility, first_day, last_day)
     select case way when 1 then src else dst end, case way when 1 then dst else src end, id, kind, visibility,
       floor((extract(epoch from first_seen) + 25200) / 86400), floor((extract(epoch from last_seen) + 25200) / 86400)
     from offences.link cross join (values (1), (2)) as both_ways(way)`,
  );
  await owner.query(
    'create index adjacency_from on offences.adjacency (src) include (dst, kind, visibility, first_day, last_day)',
  );
  await owner.query('create index adjacency_of_link on offences.adjacency (link)');
  await owner.query('create index link_from on offences.link (src, dst)');
  await owner.query('create index link_to on offences.link (dst, src)');
  await owner.query('create index link_of_origin on offences.link (origin_kind, origin_id)');
  // Half of the points of many links have been looked at, and have a reason.
  await owner.query(
    `insert into offences.hub (id, node, reason, until_at, agency, reviewed_by, reviewed_at)
     select gen_random_uuid(), id, 'SCHOOL_WIFI', now() + interval '90 days', 'BENCH-000', gen_random_uuid(), now() from (
       select id from offences.node where kind = 7 order by id limit ${HUBS}) as many where id % 2 = 0`,
  );
  await owner.query(
    'vacuum analyze offences.adjacency, offences.link, offences.node, offences.identifier, offences.visibility_class, offences.hub',
  );
  // What was filled in is on the disk before anything is measured: a day's work does not write three million links.
  await checkpoint();
  const { rows } = await owner.query<{ id: string }>('select id from offences.offence_file order by lead_agency, id');
  return rows.map(({ id }) => id);
}

/** An investigator of one unit who has a part in files of others beside the unit's own. */
async function readerOf(
  { owner }: Bench,
  files: readonly string[],
  { unit, parts }: { readonly unit: string; readonly parts: number },
): Promise<PersonActor> {
  const until = new Date(Date.now() + 86_400_000);
  const granted = files.filter((_, at) => at % (files.length / parts) === 0);
  await owner.query(
    `insert into kernel.need_to_know (id, object_kind, object_id, subject_kind, subject, field_classes, purpose, reason, origin, granted_by, granted_at, expires_at)
     select uuidv7(), 'offence-file', file, 'agency', $2, '{evidence}', 'investigation', 'bench', 'offence-file', 'bench', now(), $3 from unnest($1::uuid[]) as file`,
    [granted, unit, until],
  );
  await owner.query('vacuum analyze kernel.need_to_know');
  return testPerson('police_investigator', unit, {
    functions: ['INVESTIGATE'],
    purpose: 'investigation',
    agencyGrants: true,
    grants: granted.map((objectId) => ({
      objectKind: 'offence-file',
      objectId,
      fieldClasses: ['evidence' as const],
      purpose: 'investigation',
      until,
    })),
  });
}

/** The classes of somebody who has a part in hundreds of files. */
async function manyParts(bench: Bench, files: readonly string[]): Promise<BenchRow> {
  const actor = await readerOf(bench, files, { unit: unitOf(2), parts: MANY_PARTS });
  const took: number[] = [];
  for (let at = -WARM; at < ASKED; at++) {
    const begun = performance.now();
    must(await bench.context(actor).transaction(async (tx) => ok(await visibleClasses(tx)), { keep: true }));
    if (at >= 0) took.push(performance.now() - begun);
  }
  return {
    what: `the classes alone of who has a part in ${MANY_PARTS} files, ms`,
    p50: round(quantile(took, 0.5)),
    p95: round(quantile(took, 0.95)),
    max: round(Math.max(...took)),
    n: ASKED,
  };
}

const everything = (classes: readonly number[]): GraphView => ({
  classes,
  kinds: ALL_KINDS,
  ...ALL_DAYS,
  degreeMost: DEGREE_MOST,
});
const filtered = (classes: readonly number[]): GraphView => ({
  ...everything(classes),
  kinds: 0b1110,
  from: Math.floor(Date.now() / 86_400_000) - 500,
  degreeMost: 50,
});

function* drawn(size: number, first: number): Generator<readonly [number, number]> {
  let state = 0x2545f491;
  const next = () => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return state / 2 ** 32;
  };
  for (let at = 0; ; at++) {
    const one = Math.floor(next() * size);
    // Every second pair lies within one community, where there are ways.
    const other =
      at % 2 === 0
        ? (one + COMMUNITIES * Math.floor(1 + (next() * size) / COMMUNITIES)) % size
        : Math.floor(next() * size);
    yield [first + one, first + other];
  }
}

async function firstNode({ owner }: Bench): Promise<number> {
  const { rows } = await owner.query<{ id: number }>('select min(id) as id from offences.node where kind = 7');
  return rows[0]?.id ?? 1;
}

async function walks(bench: Bench, size: number, reader: PersonActor): Promise<BenchRow[]> {
  const pairs = drawn(size, await firstNode(bench));
  const next = () => pairs.next().value as readonly [number, number];
  const found: BenchRow[] = [];
  for (const [who, actor] of [
    ['an investigator', reader],
    ['who sees all', systemActor('bench')],
  ] as const) {
    const timed = async (
      what: string,
      most: number | undefined,
      ask: (ends: readonly [number, number]) => Promise<unknown>,
    ) => {
      const rounds: number[][] = [];
      for (let at = 0; at < WARM; at++) await ask(next());
      for (let nth = 0; nth < ROUNDS; nth++) {
        const took: number[] = [];
        for (let at = 0; at < ASKED; at++) {
          const ends = next();
          const begun = performance.now();
          await ask(ends);
          took.push(performance.now() - begun);
        }
        rounds.push(took);
      }
      const p95s = rounds.map((took) => quantile(took, 0.95));
      const p95 = quantile(p95s, 0.5);
      found.push({
        what: `${what} as ${who}, ms`,
        p50: round(quantile(rounds.flat(), 0.5)),
        p95: round(p95),
        max: round(Math.max(...rounds.flat())),
        n: ROUNDS * ASKED,
        rounds: p95s.map(round).join(' '),
      });
      if (most !== undefined) found.push(atMost(`${what} as ${who}, p95 ms`, p95, most));
    };
    const inTx = <T>(work: (tx: Parameters<typeof visibleClasses>[0], classes: readonly number[]) => Promise<T>) =>
      bench
        .context(actor)
        .transaction(async (tx) => ok(await work(tx, await visibleClasses(tx))), { keep: true })
        .then(must);
    const classes = await inTx(async (_tx, all) => all.length);
    found.push({ what: `classes of ${who}`, value: classes });
    await timed('the classes alone', undefined, () => inTx(async () => 0));
    await timed('two steps', 5, ([from]) =>
      inTx((tx, own) => neighbourhoodInDatabase(tx, from, everything(own), 2, NODES_MOST)),
    );
    await timed('two steps with filters', 5, ([from]) =>
      inTx((tx, own) => neighbourhoodInDatabase(tx, from, filtered(own), 2, NODES_MOST)),
    );
    let joined = 0;
    await timed('a way of at most four', 20, ([from, to]) =>
      inTx(async (tx, own) => {
        joined += (await pathInDatabase(tx, from, to, everything(own))).path === null ? 0 : 1;
      }),
    );
    found.push({ what: `ways found of ${ROUNDS * ASKED + WARM} as ${who}`, value: joined });
  }
  return found;
}

async function copies(bench: Bench, size: number, reader: PersonActor): Promise<BenchRow[]> {
  const found: BenchRow[] = [];
  const follower = new GraphFollower(bench.kernel);
  try {
    const begun = performance.now();
    const copy = await follower.build();
    found.push(atMost('cold build of the copy, seconds', (performance.now() - begun) / 1_000, 5));
    found.push(atMost('bytes of the copy, MB', copy.bytes / 2 ** 20, 150));
    found.push({ what: 'links in the copy', value: copy.links });
    const classes = must(await bench.context(reader).transaction(async (tx) => ok(await visibleClasses(tx))));
    const pairs = drawn(size, await firstNode(bench));
    const now = Date.now();
    for (const [what, ask] of [
      ['two steps', (from: number) => copy.neighbourhood(from, everything(classes), now, 2, NODES_MOST)],
      ['a way of at most four', (from: number, to: number) => copy.path(from, to, everything(classes), now)],
    ] as const) {
      const took: number[] = [];
      for (let at = -WARM * 10; at < ASKED * 10; at++) {
        const [from, to] = pairs.next().value as readonly [number, number];
        const started = performance.now();
        ask(from, to);
        if (at >= 0) took.push(performance.now() - started);
      }
      found.push({
        what: `${what} in memory, ms`,
        p50: round(quantile(took, 0.5)),
        p95: round(quantile(took, 0.95)),
        max: round(Math.max(...took)),
        n: took.length,
      });
      found.push(atMost(`${what} in memory, p95 ms`, quantile(took, 0.95), 0.2));
    }
    // A link that somebody writes is in the copy within a second, by looking alone.
    const before = copy.links;
    const file = must(await openOffenceFile(bench.context(reader), { summary: 'Nội dung mẫu.' })).id;
    const written = performance.now();
    must(await addIdentifier(bench.context(reader), { file, kind: 'PHONE', written: '0912345678' }));
    const committed = performance.now();
    while (copy.links === before && performance.now() - committed < 10_000)
      await new Promise((wait) => setTimeout(wait, 5));
    found.push({ what: 'writing an identifier, ms', value: round(committed - written) });
    found.push(atMost('a new link is in the copy after, ms', performance.now() - committed, 1_000));
  } finally {
    await follower.close();
  }
  return found;
}

/** A day's arrivals: files and reports that share a number by twos and threes. */
async function series(bench: Bench): Promise<BenchRow[]> {
  await bench.owner.query(
    `with first as (select min(id) as id from offences.node where kind = 7), made as (
       insert into offences.node (kind, object) select 2, gen_random_uuid() from generate_series(1, ${ARRIVALS}) returning id
     ), numbered as (select id, row_number() over () as n from made)
     insert into offences.link (id, src, dst, kind, visibility, reliability, credibility, origin_module, origin_kind, origin_id, once_mark, author, agency, first_seen,
       last_seen, made_at)
     select gen_random_uuid(), first.id + 100 + (n / 3)::integer, numbered.id, 1, (select min(id) from offences.visibility_class where level = 'UNIT'), 'F', '6', 'bench',
       'bench', '00000000-0000-4000-8000-000000000000', sha256(('arrival' || n)::bytea), 'bench', 'BENCH-000', now(), now(), now() from numbered, first`,
  );
  await bench.owner.query('analyze offences.link, offences.adjacency, offences.node');
  const begun = performance.now();
  const scanned = must(await scanSeries(bench.context(systemActor('bench'))));
  return [
    { what: 'series proposed', value: scanned.proposed },
    atMost(`scan of ${ARRIVALS} arrivals for series, seconds`, (performance.now() - begun) / 1_000, 60),
  ];
}

async function told(bench: Bench): Promise<BenchRow[]> {
  const unit = (at: number) =>
    testPerson('police_investigator', unitOf(at), { functions: ['INVESTIGATE'], purpose: 'investigation' });
  const [one, other] = [unit(1), unit(2)];
  const files = await Promise.all(
    [one, other].map(async (who) => must(await openOffenceFile(bench.context(who), { summary: 'Nội dung mẫu.' })).id),
  );
  const took: number[] = [];
  for (let at = 0; at < 40; at++) {
    const written = `09${String(20_000_000 + at)}`;
    must(await addIdentifier(bench.context(one), { file: files[0] as string, kind: 'PHONE', written }));
    const begun = performance.now();
    must(await addIdentifier(bench.context(other), { file: files[1] as string, kind: 'PHONE', written }));
    const seen = await Promise.all(
      [one, other].map(
        async (who, side) => must(await listDeconfliction(bench.context(who), { file: files[side] })).pointers.length,
      ),
    );
    took.push(performance.now() - begun);
    if (seen.some((pointers) => pointers !== at + 1)) throw new Error('one of the two was not told');
  }
  return [
    {
      what: 'an identifier that another unit holds, until both see the pointer, ms',
      p50: round(quantile(took, 0.5)),
      p95: round(quantile(took, 0.95)),
      n: took.length,
    },
    atMost('de-confliction told to both, p95 ms', quantile(took, 0.95), 1_000),
  ];
}

const round = (value: number) => Math.round(value * 1_000) / 1_000;
