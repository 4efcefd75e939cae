import { sql } from 'kysely';
import { newId, rows, type Tx, tablesOf } from '../../kernel/index.ts';
import { itemPolicy } from '../policies.ts';
import type { LookRow, LookTables, PlaceRow, SeenGoneRow } from './look-tables.ts';

const table = tablesOf<LookTables>();

/** Places that go with an item in one notice, and have to be gone for it to be: not the pages that lead there, nor who posted it. */
const PARTS = ['SAME_FILE', 'PART'];
/** States of an item in which it is looked at. */
const LOOKED_AT = ['ORDERED', 'GONE', 'RETURNED'];
const ADDED_AT_ONCE = 1_000;

export const findPlace = (tx: Tx, id: string, lock?: 'for update'): Promise<PlaceRow | undefined> =>
  table.findRow(tx, 'takedown.look_place', { id }, lock);
export const placesOf = (tx: Tx, item: string): Promise<PlaceRow[]> =>
  table.listRows(tx, 'takedown.look_place', { item_id: item }, ['began_at', 'id']);
export const insertLook = (tx: Tx, row: LookRow): Promise<void> => table.insertRow(tx, 'takedown.look', row);

/** Changes a place as the caller has read it. @returns whether it was still so */
export async function changePlace(
  tx: Tx,
  { id, version }: Pick<PlaceRow, 'id' | 'version'>,
  set: Partial<PlaceRow>,
): Promise<boolean> {
  const changed = await table.updateRows(tx, 'takedown.look_place', { id, version }, { ...set, version: version + 1 });
  return changed === 1;
}

/** Adds the addresses of an item that are not looked at yet, its own first. @returns how many */
export async function addPlaces(tx: Tx, item: string, nextAt: Date | null): Promise<number> {
  const wanted = await rows(
    tx,
    sql<{ sibling_id: string | null }>`
      select wanted.sibling_id from (
        select null::uuid as sibling_id
        union all
        select sibling.id from takedown.item_sibling as sibling where sibling.item_id = ${item}::uuid and sibling.relation = any (${PARTS}::text[])
      ) as wanted
      where not exists (select 1 from takedown.look_place as place
        where place.item_id = ${item}::uuid and place.sibling_id is not distinct from wanted.sibling_id)
      order by wanted.sibling_id nulls first limit ${ADDED_AT_ONCE}`,
  );
  if (wanted.length === 0) return 0;
  await sql`
    insert into takedown.look_place (id, item_id, sibling_id, next_at, began_at)
    select wanted.id, ${item}::uuid, wanted.sibling_id, ${nextAt}::timestamptz, ${tx.now}::timestamptz
    from unnest(${wanted.map(() => newId<'look-place'>(tx.now.getTime()))}::uuid[], ${wanted.map((one) => one.sibling_id)}::uuid[]) as wanted(id, sibling_id)
    on conflict do nothing`.execute(tx.query<LookTables>());
  return wanted.length;
}

/** Begins the count of every address of an item anew, as with a new order. */
export async function beginAnew(tx: Tx, item: string): Promise<void> {
  await sql`
    update takedown.look_place set version = version + 1, next_at = ${tx.now}, occasion = 'SCHEDULE', step = 0, misses = 0, missed_from = null, counted_at = null,
      network = null, addresses = '{}', attention = null, attention_at = null
    where item_id = ${item}::uuid`.execute(tx.query<LookTables>());
}

/** Every address of an item is looked at at once; one that waits for a decision waits on. */
export async function hasten(tx: Tx, item: string, occasion: 'CLAIM' | 'OFFICER'): Promise<void> {
  await sql`
    update takedown.look_place set version = version + 1, next_at = ${tx.now}, occasion = ${occasion}
    where item_id = ${item}::uuid and attention is distinct from 'HOST_MOVED'`.execute(tx.query<LookTables>());
}

/**
 * Somebody reports an item that is gone: its addresses are looked at before their turn, and again soon after, as when it was just gone.
 * @param gapMs from the last look at an address: a flood of reports is one look
 */
export async function hastenWatch(tx: Tx, item: string, gapMs: number): Promise<void> {
  await sql`
    update takedown.look_place set version = version + 1, occasion = 'REPORT', step = 0,
      next_at = greatest(${tx.now}::timestamptz, last_at + ${gapMs / 1_000} * interval '1 second')
    where item_id = ${item}::uuid and attention is null
      and (next_at is null or next_at > greatest(${tx.now}::timestamptz, last_at + ${gapMs / 1_000} * interval '1 second'))`.execute(
    tx.query<LookTables>(),
  );
}

/** The item was found to be gone: each address is watched for its return. */
export async function watchGone(tx: Tx, item: string, nextAt: Date): Promise<void> {
  await sql`
    update takedown.look_place set version = version + 1, next_at = ${nextAt}, occasion = 'SCHEDULE', step = 1 where item_id = ${item}::uuid`.execute(
    tx.query<LookTables>(),
  );
}

/**
 * Whether every address of an item has been missed often enough, and since when the last of them is. What has no address that could be
 * opened, and so was never looked at, is not waited for.
 */
export async function allMissed(tx: Tx, item: string, needed: number): Promise<Date | undefined> {
  const [found] = await rows(
    tx,
    sql<{ all: boolean | null; since: Date | null }>`
      select bool_and(misses >= ${needed} and attention is null) as all, max(missed_from) as since from takedown.look_place
      where item_id = ${item}::uuid and not (looks = 0 and next_at is null and attention is null)`,
  );
  return found?.all === true && found.since !== null ? found.since : undefined;
}

/** Places whose time has come. */
export async function duePlaces(tx: Tx, limit: number): Promise<string[]> {
  const found = await rows(
    tx,
    sql<{ id: string }>`
      select place.id from takedown.look_place as place join takedown.item as item on item.id = place.item_id
      where place.next_at <= ${tx.now} and item.state = any (${LOOKED_AT}::text[]) and not item.is_demonstration
      order by place.next_at limit ${limit}`,
  );
  return found.map(({ id }) => id);
}

export const isLookedAt = (state: string): boolean => LOOKED_AT.includes(state);

/** Ordered items with an address that nothing is looked at of: orders from before there were looks. @param kinds of the orders that looks can see */
export async function unwatchedItems(tx: Tx, kinds: readonly string[], limit: number): Promise<string[]> {
  const found = await rows(
    tx,
    sql<{ id: string }>`
      select item.id from takedown.item as item
      where item.state = 'ORDERED' and not item.is_demonstration and (item.kind in ('url', 'domain') or item.domain_mark is not null)
        and not exists (select 1 from takedown.look_place as place where place.item_id = item.id)
        and exists (select 1 from takedown.takedown_order as sent where sent.item_id = item.id and sent.sent_at is not null and sent.kind = any (${[...kinds]}::text[]))
      limit ${limit}`,
  );
  return found.map(({ id }) => id);
}

/** Looks at an item, the newest first. */
export function looksOf(tx: Tx, item: string, limit: number): Promise<LookRow[]> {
  return rows(
    tx,
    sql<LookRow>`select * from takedown.look where item_id = ${item}::uuid order by at desc, id desc limit ${limit}`,
  );
}

/** How often an item came back after it was gone. */
export async function countReturns(tx: Tx, item: string): Promise<number> {
  const [found] = await rows(
    tx,
    sql<{
      returns: number;
    }>`select count(*)::integer as returns from takedown.item_event where item_id = ${item}::uuid and code = 'returned'`,
  );
  return found?.returns ?? 0;
}

export interface WaitingLook {
  readonly item_id: string;
  readonly reference: string;
  readonly act: string;
  /** The order that it is about, where it is one. */
  readonly order_id: string | null;
  readonly since: Date;
}

/** What an officer has to decide after looks: a host that moved, a page that stands there again, what came back, what was said and is not so. */
export function waitingLooks(tx: Tx, agency: string, limit: number): Promise<WaitingLook[]> {
  const may = itemPolicy.filter(tx.actor, 'content-item.look', tx.now, 'item');
  return rows(
    tx,
    sql<WaitingLook>`
      select waiting.* from (
        select item.id as item_id, item.reference, case place.attention when 'HOST_MOVED' then 're-address' else 'check-return' end as act,
          null::uuid as order_id, min(place.attention_at) as since
        from takedown.look_place as place join takedown.item as item on item.id = place.item_id
        where place.attention is not null and ${may} group by item.id, item.reference, place.attention
        union all
        select item.id, item.reference, 'order-again', null::uuid, item.changed_at from takedown.item as item
        where item.state = 'RETURNED' and ${may} and not exists (select 1 from takedown.takedown_order as standing
          where standing.item_id = item.id and standing.state in ('PROPOSED', 'SENT', 'ACKNOWLEDGED', 'SUSPENDED', 'CLAIMED', 'REFUSED'))
        union all
        select item.id, told.reference, 'still-there', told.id, told.contradicted_at from takedown.takedown_order as told
        join takedown.item as item on item.id = told.item_id
        where told.state = 'ACKNOWLEDGED' and told.contradicted_at is not null and told.ordering_agency = ${agency} and ${may}
      ) as waiting order by waiting.since, waiting.item_id limit ${limit}`,
  );
}

/** By the last look at each address of an item: its platform has a probe. */
export async function probedPlaces(tx: Tx, item: string): Promise<ReadonlySet<string>> {
  const found = await rows(
    tx,
    sql<{ place_id: string; probe: string | null }>`
      select distinct on (place_id) place_id, probe from takedown.look where item_id = ${item}::uuid order by place_id, at desc, id desc`,
  );
  return new Set(found.flatMap(({ place_id, probe }) => (probe === null ? [] : [place_id])));
}

export const insertSeenGone = (tx: Tx, row: SeenGoneRow): Promise<void> =>
  table.insertRow(tx, 'takedown.seen_gone', row);
export const waitingSeenGone = (tx: Tx, item: string, lock?: 'for update'): Promise<SeenGoneRow | undefined> =>
  table.findRow(tx, 'takedown.seen_gone', { item_id: item, state: 'WAITING' }, lock);
export async function changeSeenGone(tx: Tx, id: string, set: Partial<SeenGoneRow>): Promise<void> {
  await table.updateRows(tx, 'takedown.seen_gone', { id }, set);
}
/** The item has gone another way: nobody agrees to it any more. */
export async function lapseSeenGone(tx: Tx, item: string): Promise<void> {
  await table.updateRows(
    tx,
    'takedown.seen_gone',
    { item_id: item, state: 'WAITING' },
    { state: 'LAPSED', decided_at: tx.now },
  );
}
