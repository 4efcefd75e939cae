import { sql } from 'kysely';
import { actorName, newId, rows, type Tx, tablesOf } from '../../kernel/index.ts';
import { itemPolicy } from '../policies.ts';
import type { ArrivalRow, HostFactRow, ItemRow, Tables } from '../tables.ts';
import { endStates, type ItemMove, type ItemState, nextState } from './item.ts';

const table = tablesOf<Tables>();
export const SETTLE_TRACKS = 'takedown.settle-tracks';
type Jsonless<Row> = Omit<Row, 'factors'> & { factors: string };

export const findItem = (tx: Tx, id: string, lock?: 'for update'): Promise<ItemRow | undefined> =>
  table.findRow(tx, 'takedown.item', { id }, lock) as Promise<ItemRow | undefined>;

export const insertItem = (tx: Tx, row: Jsonless<ItemRow>): Promise<void> =>
  table.insertRow(tx, 'takedown.item', row as never);

/** One move, in one statement: it happens only to the state and version that the caller has read. @returns whether it did */
export async function moveItem(
  tx: Tx,
  row: Pick<ItemRow, 'id' | 'state' | 'version'>,
  move: ItemMove,
  set: Partial<Pick<ItemRow, 'national_class' | 'not_illegal_reason' | 'set_aside_reason' | 'graded_at'>> = {},
  codes: Readonly<Record<string, string | number | boolean>> = {},
): Promise<ItemState | undefined> {
  const state = nextState(row.state, move);
  if (state === undefined) return undefined;
  const moved = await table.updateRows(
    tx,
    'takedown.item',
    { id: row.id, state: row.state, version: row.version },
    { ...set, state, version: row.version + 1, changed_at: tx.now },
  );
  if (moved !== 1) return undefined;
  await insertItemEvent(tx, row.id, move, codes);
  // What a track of a case was opened for may have ended by it, or begun again.
  if (endStates.includes(state) || endStates.includes(row.state))
    await tx.enqueue(SETTLE_TRACKS, { item: row.id }, { key: `${SETTLE_TRACKS}:${row.id}` });
  return state;
}

/** Changes what is known of an item, without a move. @returns whether the row was still as the caller read it */
export async function changeItem(
  tx: Tx,
  row: Pick<ItemRow, 'id' | 'version'>,
  set: Partial<Omit<ItemRow, 'factors' | 'state'>> & { factors?: string },
): Promise<boolean> {
  const changed = await table.updateRows(tx, 'takedown.item', { id: row.id, version: row.version }, {
    ...set,
    version: row.version + 1,
    changed_at: tx.now,
  } as never);
  return changed === 1;
}

export async function insertItemEvent(
  tx: Tx,
  item: string,
  code: string,
  codes: Readonly<Record<string, string | number | boolean>> = {},
): Promise<void> {
  await table.insertRow(tx, 'takedown.item_event', {
    id: newId<'item-event'>(tx.now.getTime()),
    item_id: item,
    code,
    at: tx.now,
    actor_kind: tx.actor.kind,
    actor: tx.actor.kind === 'anonymous' ? null : actorName(tx.actor),
    codes: JSON.stringify(codes),
  });
}

export const eventsOf = (tx: Tx, item: string) =>
  table.listRows(tx, 'takedown.item_event', { item_id: item }, ['at', 'id']);
export const incidentsOf = (tx: Tx, item: string) =>
  table.listRows(tx, 'takedown.incident', { item_id: item }, ['first_at']);
export const siblingsOf = (tx: Tx, item: string) =>
  table.listRows(tx, 'takedown.item_sibling', { item_id: item }, ['added_at', 'id']);
export const insertSibling = (tx: Tx, row: Tables['takedown.item_sibling']): Promise<void> =>
  table.insertRow(tx, 'takedown.item_sibling', row);
export const hasSibling = (tx: Tx, item: string, mark: Buffer): Promise<boolean> =>
  table.hasRow(tx, 'takedown.item_sibling', { item_id: item, match_mark: mark });

/** Answers of where it is hosted, the newest first. */
export function hostFactsOf(tx: Tx, item: string): Promise<HostFactRow[]> {
  return rows(
    tx,
    sql<HostFactRow>`
      select id, item_id, part, outcome, name, host(address) as address, asn, country, abuse_contact, source, failure, seen_at, ended_at, written_by
      from takedown.host_fact where item_id = ${item}::uuid order by seen_at desc, id desc limit 200`,
  );
}

/** Writes an answer of where it is hosted in place of what held: the earlier one is kept with its end. */
export async function putHostFact(
  tx: Tx,
  fact: Omit<HostFactRow, 'id' | 'seen_at' | 'ended_at' | 'written_by'>,
): Promise<void> {
  await table.updateRows(
    tx,
    'takedown.host_fact',
    { item_id: fact.item_id, part: fact.part, ended_at: null },
    { ended_at: tx.now },
  );
  await table.insertRow(tx, 'takedown.host_fact', {
    ...fact,
    id: newId<'host-fact'>(tx.now.getTime()),
    seen_at: tx.now,
    ended_at: null,
    written_by: actorName(tx.actor),
  });
}

export interface ItemFilters {
  readonly states?: readonly string[] | undefined;
  readonly kinds?: readonly string[] | undefined;
  readonly tiers?: readonly string[] | undefined;
  readonly source?: string | undefined;
  readonly platform?: string | undefined;
  readonly nationalClass?: string | undefined;
  readonly agency?: string | undefined;
  readonly reference?: string | undefined;
  readonly matchMark?: Buffer | undefined;
  /** Came before this moment. */
  readonly before?: Date | undefined;
}

/** Where a page of the list ended. */
export interface ItemPlace {
  readonly score: number;
  readonly id: string;
}

/** A page of the queue: the highest score first, then what came first. */
export function itemRows(
  tx: Tx,
  filters: ItemFilters,
  limit: number,
  after: ItemPlace | undefined,
): Promise<ItemRow[]> {
  const conditions = [itemPolicy.filter(tx.actor, 'content-item.list', tx.now, 'item'), ...narrowed(filters)];
  if (after)
    conditions.push(
      sql`(item.score < ${after.score} or (item.score = ${after.score} and item.id > ${after.id}::uuid))`,
    );
  return rows(
    tx,
    sql<ItemRow>`
      select item.* from takedown.item as item where ${sql.join(conditions, sql` and `)}
      order by item.score desc, item.id limit ${limit}`,
  );
}

function narrowed(filters: ItemFilters) {
  const among = (column: string, values: readonly string[] | undefined) =>
    values && values.length > 0 ? [sql<boolean>`${sql.ref(`item.${column}`)} = any(${[...values]}::text[])`] : [];
  const equal = (column: string, value: string | undefined) =>
    value === undefined ? [] : [sql<boolean>`${sql.ref(`item.${column}`)} = ${value}`];
  const open = ['RECEIVED', 'TRIAGED', 'GRADED_ONCE', 'DISPUTED'];
  const states = filters.states ?? [];
  // Written as the partial index says it: the usual queue is what waits, whatever its state.
  const isOpen = states.length === open.length && open.every((state) => states.includes(state));
  return [
    ...(isOpen
      ? [sql<boolean>`item.state in ('RECEIVED', 'TRIAGED', 'GRADED_ONCE', 'DISPUTED')`]
      : states.length === 1
        ? equal('state', states[0])
        : among('state', states)),
    ...among('kind', filters.kinds),
    ...among('tier', filters.tiers),
    ...equal('source', filters.source),
    ...equal('platform', filters.platform),
    ...equal('national_class', filters.nationalClass),
    ...equal('agency', filters.agency),
    ...equal('reference', filters.reference),
    ...(filters.matchMark ? [sql<boolean>`item.match_mark = ${filters.matchMark}`] : []),
    ...(filters.before ? [sql<boolean>`item.first_at < ${filters.before}`] : []),
  ];
}

/** Counting ends here: a chip says "100+". */
export const COUNT_MOST = 100;

/** How many items stand in each of the states, up to a hundred each. */
export function countStates(tx: Tx, states: readonly string[]): Promise<{ state: string; items: number }[]> {
  const may = itemPolicy.filter(tx.actor, 'content-item.list', tx.now, 'item');
  return rows(
    tx,
    sql<{ state: string; items: number }>`
      select wanted.state, counted.items::integer as items from unnest(${[...states]}::text[]) as wanted(state)
      cross join lateral (
        select count(*) as items from (select 1 from takedown.item as item where item.state = wanted.state and ${may} limit ${COUNT_MOST}) as waiting
      ) as counted`,
  );
}

/** What came in and became part of an item, the newest first; the platform alone reads it. */
export function arrivalsOf(tx: Tx, item: string, limit: number): Promise<ArrivalRow[]> {
  return rows(
    tx,
    sql<ArrivalRow>`select * from takedown.arrival where item_id = ${item}::uuid and withdrawn_at is null order by arrived_at desc, id desc limit ${limit}`,
  );
}

/** Whether somebody entered one of the reports of an item by hand. */
export const hasEntered = (tx: Tx, item: string, person: string): Promise<boolean> =>
  table.hasRow(tx, 'takedown.arrival', { item_id: item, entered_by: person });

/** What people call items, for notices and clocks. */
export async function itemReferences(tx: Tx, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const found = await rows(
    tx,
    sql<{ id: string; reference: string }>`select id, reference from takedown.item where id = any(${[...ids]}::uuid[])`,
  );
  return new Map(found.map(({ id, reference }) => [id, reference]));
}
