import { sql } from 'kysely';
import { newId, rows, run, type Tx, tablesOf } from '../../kernel/index.ts';
import type { SeriesState, Support } from './series.ts';
import { seriesPolicy } from './series-policies.ts';

export interface SeriesRow {
  id: string;
  reference: string;
  audience: string | null;
  state: SeriesState;
  once_mark: Buffer;
  members: number;
  found_at: Date;
  reason: string | null;
  decided_by: string | null;
  decided_agency: string | null;
  decided_at: Date | null;
}

interface Tables {
  'offences.series': SeriesRow;
  'offences.series_member': { series_id: string; node: number; visibility: number };
}

const table = tablesOf<Tables>();

/** In place of what was kept; nothing more where there is no signature. As the platform. */
export async function putWording(
  tx: Tx,
  node: number,
  wording: { readonly visibility: number; readonly signature: Buffer; readonly bands: readonly bigint[] } | undefined,
): Promise<void> {
  await run(tx, sql`delete from offences.wording where node = ${node}`);
  if (wording === undefined) return;
  await run(
    tx,
    sql`
      insert into offences.wording (node, visibility, signature, made_at) values (${node}, ${wording.visibility}, ${wording.signature}, ${tx.now})`,
  );
  await run(
    tx,
    sql`
      insert into offences.wording_band (key, node) select distinct key, ${node}::integer from unnest(${wording.bands.map(String)}::bigint[]) as key`,
  );
}

export async function lastScan(tx: Tx): Promise<Date | undefined> {
  const [last] = await rows(tx, sql<{ upto: Date }>`select upto from offences.series_scan order by upto desc limit 1`);
  return last?.upto;
}

export async function insertScan(tx: Tx, upto: Date, arrivals: number, proposed: number): Promise<void> {
  await run(
    tx,
    sql`
      insert into offences.series_scan (id, upto, arrivals, proposed, at)
      values (${newId<'series-scan'>(tx.now.getTime())}, ${upto}, ${arrivals}, ${proposed}, ${tx.now})`,
  );
}

/** Kinds of nodes that can be members: files, reports, items, machine reports, alerts of listening. */
const MEMBER_KINDS = [1, 2, 3, 4, 6];
/** `TARGETS` of the list of kinds of links. */
const TARGETS = 6;

/** Points that may be members and got a link or a wording in the time. */
export async function arrivedMembers(tx: Tx, after: Date, upto: Date): Promise<number[]> {
  const found = await rows(
    tx,
    sql<{ node: number }>`
      with fresh as (select src, dst from offences.link where made_at > ${after} and made_at <= ${upto} and taken_back_at is null)
      select node.id as node from offences.node where node.kind = any(${MEMBER_KINDS}::smallint[]) and node.id in (
        select src from fresh union select dst from fresh union select wording.node from offences.wording where made_at > ${after} and made_at <= ${upto})`,
  );
  return found.map(({ node }) => node);
}

/** An identifier and those who have it, each with the class that sees the link. */
export interface SharedIdentifier {
  readonly identifier: number;
  readonly kind: string;
  readonly members: readonly number[];
  readonly classes: readonly number[];
  readonly targets: readonly boolean[];
}

/**
 * Identifiers that one of the points has and another too: of no child, no shared point, and not of more than `most`. The class is that of the
 * link, so that a reader of both classes sees all that it rests on.
 */
export function sharedIdentifiers(tx: Tx, arrived: readonly number[], most: number): Promise<SharedIdentifier[]> {
  return rows(
    tx,
    sql<SharedIdentifier>`
      with touched as (
        select distinct identifier.node, identifier.kind from unnest(${[...arrived]}::integer[]) as member(node)
        join offences.adjacency as link on link.src = member.node join offences.identifier on identifier.node = link.dst
        where not identifier.child_owned and not exists (
          select from offences.hub where hub.node = identifier.node and hub.ended_at is null and hub.until_at > ${tx.now})
      )
      select touched.node as identifier, touched.kind, found.members, found.classes, found.targets
      from touched cross join lateral (
        select array_agg(member order by member, class) as members, array_agg(class order by member, class) as classes,
          array_agg(targets order by member, class) as targets, count(distinct member) as many
        from (
          select link.dst as member, link.visibility as class, bool_or(link.kind = ${TARGETS}) as targets from offences.adjacency as link
          join offences.node on node.id = link.dst and node.kind = any(${MEMBER_KINDS}::smallint[])
          where link.src = touched.node group by 1, 2 limit ${most * 4}) as links
      ) as found where found.many between 2 and ${most}`,
  );
}

export interface WordedMember {
  readonly node: number;
  readonly visibility: number;
  readonly signature: Buffer;
}

/** Pairs whose wordings share a band, one of them new. */
export function wordingPairs(
  tx: Tx,
  arrived: readonly number[],
  most: number,
): Promise<{ one: WordedMember; other: WordedMember }[]> {
  return rows(
    tx,
    sql<{
      one: number;
      one_class: number;
      one_signature: Buffer;
      other: number;
      other_class: number;
      other_signature: Buffer;
    }>`
      with pairs as (
        select distinct least(own.node, other.node) as one, greatest(own.node, other.node) as other
        from unnest(${[...arrived]}::integer[]) as arrived(node) join offences.wording_band as own on own.node = arrived.node
        join offences.wording_band as other on other.key = own.key and other.node <> own.node limit ${most})
      select pairs.one, one.visibility as one_class, one.signature as one_signature, pairs.other, other.visibility as other_class,
        other.signature as other_signature
      from pairs join offences.wording as one on one.node = pairs.one join offences.wording as other on other.node = pairs.other`,
  ).then((found) =>
    found.map((row) => ({
      one: { node: row.one, visibility: row.one_class, signature: row.one_signature },
      other: { node: row.other, visibility: row.other_class, signature: row.other_signature },
    })),
  );
}

/** Which units see a class today: who leads the file or takes part in it, or the unit whose class it is. */
export async function unitsOfClasses(
  tx: Tx,
  classes: readonly number[],
): Promise<ReadonlyMap<number, readonly string[]>> {
  const found = await rows(
    tx,
    sql<{ id: number; agency: string }>`
      select class.id, class.agency from offences.visibility_class as class where class.id = any(${[...classes]}::integer[]) and class.level in ('FILE', 'UNIT')
      union
      select class.id, part.agency from offences.visibility_class as class join offences.file_unit as part on part.file_id = class.file_id
      where class.id = any(${[...classes]}::integer[]) and part.ended_at is null and (part.until_at is null or part.until_at > ${tx.now})`,
  );
  const byClass = Map.groupBy(found, ({ id }) => id);
  return new Map([...byClass].map(([id, units]) => [id, units.map(({ agency }) => agency)]));
}

export interface NewSeries {
  readonly id: string;
  readonly reference: string;
  readonly audience: string | null;
  readonly mark: Buffer;
  readonly members: readonly { readonly node: number; readonly visibility: number }[];
  readonly supports: readonly Support[];
}

/** Of marks, those that were proposed before. */
export async function knownMarks(tx: Tx, marks: readonly Buffer[]): Promise<ReadonlySet<string>> {
  const found = await rows(
    tx,
    sql<{ mark: Buffer }>`select once_mark as mark from offences.series where once_mark = any(${[...marks]}::bytea[])`,
  );
  return new Set(found.map(({ mark }) => mark.toString('hex')));
}

/** Writes proposals with their members and supports, many in a statement. */
export async function insertSeries(tx: Tx, all: readonly NewSeries[]): Promise<void> {
  await run(
    tx,
    sql`
      insert into offences.series (id, reference, audience, state, once_mark, members, found_at)
      select id, reference, audience, 'PROPOSED', mark, members, ${tx.now} from unnest(${all.map(({ id }) => id)}::uuid[],
        ${all.map(({ reference }) => reference)}::text[], ${all.map(({ audience }) => audience)}::text[], ${all.map(({ mark }) => mark)}::bytea[],
        ${all.map(({ members }) => members.length)}::integer[]) as given(id, reference, audience, mark, members)`,
  );
  const members = all.flatMap(({ id, members: own }) => own.map((one) => ({ id, ...one })));
  await run(
    tx,
    sql`
      insert into offences.series_member (series_id, node, visibility)
      select series, node, visibility from unnest(${members.map(({ id }) => id)}::uuid[], ${members.map(({ node }) => node)}::integer[],
        ${members.map(({ visibility }) => visibility)}::integer[]) as given(series, node, visibility)`,
  );
  const supports = all.flatMap(({ id, supports: own }) => own.map((one) => ({ id, ...one })));
  await run(
    tx,
    sql`
      insert into offences.series_support (series_id, one, other, rule, identifier, identifier_kind, likeness)
      select series, one, other, rule, identifier, kind, likeness from unnest(${supports.map(({ id }) => id)}::uuid[],
        ${supports.map(({ one }) => one)}::integer[], ${supports.map(({ other }) => other)}::integer[], ${supports.map(({ rule }) => rule)}::text[],
        ${supports.map(({ identifier }) => identifier)}::integer[], ${supports.map(({ identifierKind }) => identifierKind)}::text[],
        ${supports.map(({ likeness }) => likeness)}::smallint[]) as given(series, one, other, rule, identifier, kind, likeness)`,
  );
}

/** Proposals all of whose members are in a new one of the same audience: the larger takes their place. */
export async function lapseSmaller(tx: Tx, series: NewSeries): Promise<void> {
  await run(
    tx,
    sql`
      update offences.series as smaller set state = 'LAPSED' where smaller.state = 'PROPOSED' and smaller.id <> ${series.id}::uuid
        and smaller.audience is not distinct from ${series.audience} and smaller.members < ${series.members.length}
        and smaller.id in (select series_id from offences.series_member where node = any(${series.members.map(({ node }) => node)}::integer[]))
        and not exists (
          select from offences.series_member as member where member.series_id = smaller.id
            and member.node <> all(${series.members.map(({ node }) => node)}::integer[]))`,
  );
}

export const findSeries = (tx: Tx, id: string, lock?: 'for update'): Promise<SeriesRow | undefined> =>
  table.findRow(tx, 'offences.series', { id }, lock);

export const decideSeriesRow = (
  tx: Tx,
  id: string,
  set: Pick<SeriesRow, 'state' | 'reason' | 'decided_by' | 'decided_agency' | 'decided_at'>,
): Promise<number> => table.updateRows(tx, 'offences.series', { id, state: 'PROPOSED' }, set);

export function seriesRows(
  tx: Tx,
  { state, reference }: { readonly state?: string | undefined; readonly reference?: string | undefined },
  limit: number,
): Promise<SeriesRow[]> {
  const conditions = [seriesPolicy.filter(tx.actor, 'offence-series.list', tx.now, 'series')];
  if (state !== undefined) conditions.push(sql<boolean>`series.state = ${state}`);
  if (reference !== undefined) conditions.push(sql<boolean>`series.reference = ${reference}`);
  return rows(
    tx,
    sql<SeriesRow>`
      select series.* from offences.series where ${sql.join(conditions, sql` and `)} order by series.found_at desc, series.id desc limit ${limit}`,
  );
}

/** Proposals that wait for the reader's unit, or for who coordinates; the oldest first. */
export function waitingSeries(tx: Tx, limit: number): Promise<SeriesRow[]> {
  return rows(
    tx,
    sql<SeriesRow>`
      select series.* from offences.series where series.state = 'PROPOSED' and ${seriesPolicy.filter(tx.actor, 'offence-series.list', tx.now, 'series')}
      order by series.found_at, series.id limit ${limit}`,
  );
}

/** What people call series, as far as the reader knows of them. */
export async function seriesReferences(tx: Tx, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const found = await rows(
    tx,
    sql<{ id: string; reference: string }>`
      select series.id, series.reference from offences.series
      where series.id = any(${[...ids]}::uuid[]) and ${seriesPolicy.filter(tx.actor, 'offence-series.list', tx.now, 'series')}`,
  );
  return new Map(found.map(({ id, reference }) => [id, reference]));
}

export const membersOf = (tx: Tx, series: string) =>
  table.listRows(tx, 'offences.series_member', { series_id: series }, ['node']);

export function supportsOf(tx: Tx, series: string): Promise<Support[]> {
  return rows(
    tx,
    sql<Support>`
      select one, other, rule, identifier, identifier_kind as "identifierKind", likeness from offences.series_support where series_id = ${series}::uuid
      order by one, other, rule, identifier`,
  );
}

/** Standing links between identifiers and members: what a taken series rests on. */
export async function supportingLinks(
  tx: Tx,
  identifiers: readonly number[],
  members: readonly number[],
): Promise<string[]> {
  const found = await rows(
    tx,
    sql<{ link: string }>`
      select distinct link.link from offences.adjacency as link where link.src = any(${[...identifiers]}::integer[]) and link.dst = any(${[...members]}::integer[])`,
  );
  return found.map(({ link }) => link);
}
