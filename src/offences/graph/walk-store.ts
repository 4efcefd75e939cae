import { sql } from 'kysely';
import { actAs, rows, systemActor, type Tx } from '../../kernel/index.ts';
import type { LinkColumns } from './graph-copy.ts';
import { ownClasses } from './node-store.ts';
import {
  byMix,
  type FoundPath,
  FRONTIER_MOST,
  type GatheredLinks,
  type GraphView,
  type Neighbourhood,
  neighbourhoodFrom,
  type Sight,
  STEPS_MOST,
} from './view.ts';

/**
 * Links as they are walked belong to the platform alone: a row lock that asks for the class of each row costs more than the walk. The lock of
 * whoever walks says once of which classes they are (`ownClasses`), and nothing else is walked.
 */
const WALK = systemActor('offences.walk');

/** The classes as bits, the least first: one look a link, however many there are. */
export function classBits(classes: readonly number[]): Buffer {
  const bits = Buffer.alloc((classes.reduce((most, one) => Math.max(most, one), 0) >> 3) + 1);
  for (const one of classes) bits[one >> 3] = (bits[one >> 3] as number) | (1 << (one & 7));
  return bits;
}

/** Of the alias `link`: whether it is seen at all. */
function seen({ without = [] }: Sight, bits: Buffer) {
  return sql<boolean>`link.dst <> all(${[...without]}::integer[])
    and case when link.visibility < ${bits.length * 8} then get_bit(${bits}::bytea, link.visibility) = 1 else false end`;
}

/** Of the alias `link`: whether it lies in the view. Written before anything is counted or followed. */
function within(view: GraphView, bits: Buffer) {
  return sql<boolean>`link.last_day >= ${view.from} and link.first_day <= ${view.to} and (${view.kinds}::integer >> link.kind) & 1 = 1
    and ${seen(view, bits)}`;
}

/** Eight bytes a link: where to (26 bits), first and last day (16 each), kind (5). */
const packed = sql`string_agg(int8send((link.dst::bigint << 37) | (link.first_day::bigint << 21) | (link.last_day::bigint << 5) | link.kind::bigint), '')`;
const BYTES = 8;

function unpack(bytes: Buffer | null, into: GatheredLinks): void {
  if (bytes === null) return;
  into.reserve(bytes.length / BYTES);
  for (let at = 0; at < bytes.length; at += BYTES) {
    const [high, low] = [bytes.readUInt32BE(at), bytes.readUInt32BE(at + 4)];
    const first = ((high & 31) << 11) | (low >>> 21);
    into.put(high >>> 5, low & 31, (first << 16) | ((low >>> 5) & 0xffff));
  }
}

interface NodeAnswer {
  /** Null for the start. */
  readonly node: number | null;
  readonly is_hub: boolean;
  readonly found: number | null;
  readonly links: Buffer | null;
}

/** What lies within one or two steps of a node, as `GraphCopy` answers it. */
export async function neighbourhoodInDatabase(
  tx: Tx,
  start: number,
  view: GraphView,
  steps: 1 | 2,
  most: number,
): Promise<Neighbourhood> {
  const bits = classBits(await ownClasses(tx, view.classes));
  const own = sql`
    select link.dst, link.kind, link.first_day, link.last_day from offences.adjacency as link where link.src = ${start}::integer and ${within(view, bits)}`;
  const answers = await actAs(tx, WALK, (platform) =>
    rows(
      platform,
      steps === 1
        ? sql<NodeAnswer>`select null::integer as node, false as is_hub, count(*)::integer as found, ${packed} as links from (${own}) as link`
        : sql<NodeAnswer>`
      with link as materialized (${own}), near as (
        select link.dst as node from link group by link.dst order by max(link.last_day) desc, (link.dst::bigint * 2654435761) & 2147483647 limit ${most}::bigint
      ), standing as (
        select near.node, exists (select from offences.hub where hub.node = near.node and hub.ended_at is null and hub.until_at > ${tx.now}) as is_hub from near)
      select null::integer as node, false as is_hub, count(*)::integer as found, ${packed} as links from link
      union all
      select standing.node, standing.is_hub, further.found, further.links
      from standing left join lateral (
        select count(*)::integer as found, ${packed} as links from (
          select link.dst, link.first_day, link.last_day, link.kind from offences.adjacency as link
          where link.src = standing.node and ${within(view, bits)} limit ${view.degreeMost + 1}) as link
      ) as further on not standing.is_hub`,
    ),
  );
  const byNode = new Map(answers.map((row) => [row.node ?? start, row]));
  return neighbourhoodFrom(
    {
      linksOf(node, into, atMost) {
        const { found, links } = byNode.get(node) as NodeAnswer;
        if ((found ?? 0) <= atMost) unpack(links, into);
        return found ?? 0;
      },
      isHub: (node) => (byNode.get(node) as NodeAnswer).is_hub,
    },
    start,
    view.degreeMost,
    steps,
    most,
  );
}

/** The shortest way between two nodes, as `GraphCopy` answers it. */
export async function pathInDatabase(
  tx: Tx,
  from: number,
  to: number,
  view: GraphView,
  stepsMost: number = STEPS_MOST,
): Promise<FoundPath> {
  const bits = classBits(await ownClasses(tx, view.classes));
  const [found] = await actAs(tx, WALK, (platform) =>
    rows(
      platform,
      sql<{ way: number[] | null; too_wide: boolean; hubs: number[]; wide: number[] }>`
        select way, too_wide, hubs, wide from offences.find_path(${from}::integer, ${to}::integer, ${bits}::bytea,
          ${[...(view.without ?? [])]}::integer[], ${view.kinds}::integer, ${view.from}::integer, ${view.to}::integer, ${view.degreeMost}::integer,
          ${FRONTIER_MOST}::integer, ${stepsMost}::integer, ${tx.now})`,
    ),
  );
  if (!found) throw new Error('a path search answers with one row');
  return {
    path: found.way,
    tooWide: found.too_wide,
    hubs: [...new Set(found.hubs)].sort(byMix),
    wide: [...new Set(found.wide)].sort(byMix),
  };
}

/** Whether any link of a node is seen: without one it is not there for the reader. */
export async function isReached(tx: Tx, node: number, sight: Sight): Promise<boolean> {
  if (sight.without?.includes(node)) return false;
  const bits = classBits(await ownClasses(tx, sight.classes));
  const found = await actAs(tx, WALK, (platform) =>
    rows(
      platform,
      sql`select 1 from offences.adjacency as link where link.src = ${node}::integer and ${seen(sight, bits)} limit 1`,
    ),
  );
  return found.length > 0;
}

/** Nodes whose links come in one row. */
const PART = 50_000;
/** Numbers of the change log that are looked at for gaps: what was under way had one of the latest. */
const GAPS = 10_000;

export interface WholeGraph {
  readonly parts: readonly LinkColumns[];
  /** Where the change log ended, and which numbers before it were not there yet. */
  readonly seq: number;
  readonly missing: readonly number[];
  /** The highest number of a node. */
  readonly most: number;
  readonly hubs: readonly { readonly node: number; readonly until: Date }[];
}

/** The whole graph at one moment, each link once; as the platform. */
export async function wholeGraph(tx: Tx): Promise<WholeGraph> {
  const found = await rows(
    tx,
    sql<{
      part: number | null;
      src: Buffer | null;
      dst: Buffer | null;
      marks: Buffer | null;
      days: Buffer | null;
      head: { seq: number; missing: number[]; most: number; hubs: { node: number; until: string }[] } | null;
    }>`
      select src / ${sql.lit(PART)} as part, string_agg(int4send(src), '') as src, string_agg(int4send(dst), '') as dst,
        string_agg(int4send((visibility << 5) | kind), '') as marks, string_agg(int4send((first_day << 16) | last_day), '') as days, null::jsonb as head
      from offences.adjacency where src < dst group by 1
      union all
      select null, null, null, null, null, jsonb_build_object(
        'seq', last.seq,
        'missing', (
          select coalesce(jsonb_agg(number), '[]') from generate_series(greatest(1, last.seq - ${sql.lit(GAPS)}), last.seq) as number
          where not exists (select from offences.graph_change where seq = number)),
        'most', (select coalesce(max(id), 0) from offences.node),
        'hubs', (select coalesce(jsonb_agg(jsonb_build_object('node', node, 'until', until_at)), '[]') from offences.hub where ended_at is null))
      from (select coalesce(max(seq), 0) as seq from offences.graph_change) as last`,
  );
  const head = found.find((row) => row.head !== null)?.head;
  if (!head) throw new Error('the graph has no head');
  return {
    parts: found
      .filter((row) => row.part !== null)
      .map(({ src, dst, marks, days }) => ({
        src: integersOf(src),
        dst: integersOf(dst),
        marks: integersOf(marks),
        days: integersOf(days),
      })),
    seq: head.seq,
    missing: head.missing,
    most: head.most,
    hubs: head.hubs.map(({ node, until }) => ({ node, until: new Date(until) })),
  };
}

function integersOf(bytes: Buffer | null | undefined): Int32Array {
  if (!bytes) return new Int32Array(0);
  const own = new Uint8Array(bytes);
  Buffer.from(own.buffer).swap32();
  return new Int32Array(own.buffer);
}

export interface GraphChange {
  readonly seq: number;
  readonly what: 'ADDED' | 'REMOVED' | 'HUB';
  readonly src: number;
  readonly dst: number | null;
  readonly kind: number | null;
  readonly visibility: number | null;
  readonly first_day: number | null;
  readonly last_day: number | null;
  readonly until_at: Date | null;
}

/** Changes after a number, and those of numbers that were not there yet; as the platform. */
export function graphChanges(tx: Tx, after: number, missing: readonly number[], limit: number): Promise<GraphChange[]> {
  return rows(
    tx,
    sql<GraphChange>`
      select seq, what, src, dst, kind, visibility, first_day, last_day, until_at from offences.graph_change
      where seq > ${after} or seq = any(${[...missing]}::bigint[]) order by seq limit ${limit}`,
  );
}
