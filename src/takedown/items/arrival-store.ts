import { sql } from 'kysely';
import { columnsOf, rows, run, type Tx } from '../../kernel/index.ts';
import type { ArrivalRow, ItemRow, Tables } from '../tables.ts';

/** Writes what is new. @returns how many were */
export async function insertArrivals(tx: Tx, arrivals: readonly ArrivalRow[]): Promise<number> {
  if (arrivals.length === 0) return 0;
  const result = await tx
    .query<Tables>()
    .insertInto('takedown.arrival')
    .values([...arrivals])
    .onConflict((conflict) => conflict.column('once_mark').doNothing())
    .executeTakeFirst();
  return Number(result.numInsertedOrUpdatedRows ?? 0);
}

/** One process folds at a time: then the same key in two batches is one item without any retry. */
export async function lockFolding(tx: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('takedown.bundle'))`.execute(tx.query<object>());
}

export function waitingArrivals(tx: Tx, limit: number): Promise<ArrivalRow[]> {
  return rows(
    tx,
    sql<ArrivalRow>`select * from takedown.arrival where item_id is null and withdrawn_at is null order by arrived_at, id limit ${limit} for update`,
  );
}

/** The items of places: by their own mark, or as one of the siblings. */
export function itemsAt(tx: Tx, marks: readonly Buffer[]): Promise<{ mark: Buffer; id: string }[]> {
  return rows(
    tx,
    sql<{ mark: Buffer; id: string }>`
      select match_mark as mark, id from takedown.item where match_mark = any(${[...marks]}::bytea[])
      union all
      select distinct on (match_mark) match_mark, item_id from takedown.item_sibling
      where match_mark = any(${[...marks]}::bytea[]) and not exists (select 1 from takedown.item as own where own.match_mark = item_sibling.match_mark)`,
  );
}

/** The latest wave of each bundle on each item. */
export function latestIncidents(
  tx: Tx,
  marks: readonly Buffer[],
): Promise<{ mark: Buffer; id: string; item: string; firstAt: Date }[]> {
  return rows(
    tx,
    sql<{ mark: Buffer; id: string; item: string; firstAt: Date }>`
      select distinct on (bundle_mark, item_id) bundle_mark as mark, id, item_id as item, first_at as "firstAt" from takedown.incident
      where bundle_mark = any(${[...marks]}::bytea[]) order by bundle_mark, item_id, first_at desc`,
  );
}

export async function insertIncident(tx: Tx, row: Tables['takedown.incident']): Promise<void> {
  await tx.query<Tables>().insertInto('takedown.incident').values(row).execute();
}

export async function countIncident(tx: Tx, id: string, reports: number, lastAt: Date): Promise<void> {
  await run(
    tx,
    sql`update takedown.incident set reports = reports + ${reports}, last_at = greatest(last_at, ${lastAt}) where id = ${id}::uuid`,
  );
}

/**
 * The waves among these that have not been told of and are to be: they have grown to a size, or were begun about a child in danger.
 * Each is given once.
 */
export function wavesToTell(
  tx: Tx,
  ids: readonly string[],
  of: { readonly reports: number; readonly danger: readonly string[] },
): Promise<{ id: string; item: string; reports: number }[]> {
  return rows(
    tx,
    sql<{ id: string; item: string; reports: number }>`
      update takedown.incident set alerted_at = ${tx.now}
      where id = any(${[...ids]}::uuid[]) and alerted_at is null and (reports >= ${of.reports} or id = any(${[...of.danger]}::uuid[]))
      returning id, item_id as item, reports`,
  );
}

export async function placeArrivals(
  tx: Tx,
  placed: readonly { readonly id: string; readonly item: string; readonly incident: string }[],
): Promise<void> {
  const [ids, items, incidents] = columnsOf(placed, 'id', 'item', 'incident');
  await run(
    tx,
    sql`
      update takedown.arrival set item_id = placed.item, incident_id = placed.incident
      from unnest(${ids}::uuid[], ${items}::uuid[], ${incidents}::uuid[]) as placed(id, item, incident) where arrival.id = placed.id`,
  );
}

export function lockItems(tx: Tx, ids: readonly string[]): Promise<ItemRow[]> {
  return rows(tx, sql<ItemRow>`select * from takedown.item where id = any(${[...ids]}::uuid[]) order by id for update`);
}

/** Items that wait to be scored anew, in the order of their ids. */
export function itemsToScore(tx: Tx, weights: string, after: string | undefined, limit: number): Promise<ItemRow[]> {
  return rows(
    tx,
    sql<ItemRow>`
      select * from takedown.item where state in ('RECEIVED', 'TRIAGED', 'GRADED_ONCE', 'DISPUTED') and weights is distinct from ${weights}::uuid
        and id > ${after ?? '00000000-0000-0000-0000-000000000000'}::uuid
      order by id limit ${limit} for update`,
  );
}

/** A batch of what waits on a domain. */
export function itemsOfDomain(tx: Tx, domain: Buffer, after: string | undefined, limit: number): Promise<ItemRow[]> {
  return rows(
    tx,
    sql<ItemRow>`
      select * from takedown.item where state in ('RECEIVED', 'TRIAGED', 'GRADED_ONCE', 'DISPUTED') and domain_mark = ${domain}
        and id > ${after ?? '00000000-0000-0000-0000-000000000000'}::uuid
      order by id limit ${limit} for update`,
  );
}

export async function saveScores(
  tx: Tx,
  weights: string | null,
  scores: readonly { readonly id: string; readonly score: number; readonly tier: string; readonly factors: string }[],
): Promise<void> {
  const [ids, points, tiers, factors] = columnsOf(scores, 'id', 'score', 'tier', 'factors');
  await run(
    tx,
    sql`
      update takedown.item set score = scored.score, tier = scored.tier, factors = scored.factors::jsonb, weights = ${weights}::uuid
      from unnest(${ids}::uuid[], ${points}::smallint[], ${tiers}::text[], ${factors}::text[]) as scored(id, score, tier, factors)
      where item.id = scored.id`,
  );
}

/** The objects of a kind that an item came from; the platform alone reads them. */
export async function arrivalObjects(tx: Tx, item: string, kind: string): Promise<string[]> {
  const found = await rows(
    tx,
    sql<{ id: string }>`
      select distinct object_id as id from takedown.arrival where item_id = ${item}::uuid and object_kind = ${kind} and object_id is not null`,
  );
  return found.map(({ id }) => id);
}
