import { actorName, newId, type Tx, tablesOf } from '../../kernel/index.ts';
import type { BlockState } from './block-entry.ts';
import { blockEntryPolicy } from './block-policies.ts';
import type { BlockEntryRow, BlockEventCode, BlockTables } from './block-tables.ts';

const table = tablesOf<BlockTables>();

export const insertEntry = (tx: Tx, row: BlockEntryRow): Promise<void> =>
  table.insertRow(tx, 'takedown.block_entry', row);
export const entryById = (tx: Tx, id: string, lock?: 'for update'): Promise<BlockEntryRow | undefined> =>
  table.findRow(tx, 'takedown.block_entry', { id }, lock);
export const entryByCode = (tx: Tx, code: string): Promise<BlockEntryRow | undefined> =>
  table.findRow(tx, 'takedown.block_entry', { code });

export async function updateEntry(tx: Tx, row: BlockEntryRow, change: Partial<BlockEntryRow>): Promise<void> {
  await table.updateRows(tx, 'takedown.block_entry', { id: row.id }, { ...change, version: row.version + 1 });
}

/** The entry of the same kind and value that is not ended, if there is one. */
export async function openEntry(
  tx: Tx,
  kind: string,
  value: string,
): Promise<{ id: string; code: string } | undefined> {
  return tx
    .query<BlockTables>()
    .selectFrom('takedown.block_entry')
    .select(['id', 'code'])
    .where('kind', '=', kind as BlockEntryRow['kind'])
    .where('value', '=', value)
    .where('state', 'in', ['PROPOSED', 'WAITS_THIRD', 'ACTIVE'])
    .executeTakeFirst();
}

/** @param reason a code of the list that the event takes its reasons from */
export async function writeEvent(
  tx: Tx,
  entry: string,
  code: BlockEventCode,
  reason: string | null = null,
): Promise<void> {
  await table.insertRow(tx, 'takedown.block_event', {
    id: newId<'block-event'>(tx.now.getTime()),
    entry_id: entry,
    code,
    at: tx.now,
    actor: actorName(tx.actor),
    reason,
  });
}

export const eventsOf = (tx: Tx, entry: string) =>
  table.listRows(tx, 'takedown.block_event', { entry_id: entry }, ['at', 'id']);

export interface EntryFilter {
  readonly state?: BlockState | undefined;
  /** A part of what is blocked, or the whole code. */
  readonly text?: string | undefined;
  /** Those whose review is due before this moment. */
  readonly reviewBefore?: Date | undefined;
}

/** A page of the list, the newest first. */
export async function entryPage(
  tx: Tx,
  filter: EntryFilter,
  page: { readonly after?: { readonly at: Date; readonly id: string } | undefined; readonly most: number },
): Promise<BlockEntryRow[]> {
  let query = tx
    .query<BlockTables>()
    .selectFrom('takedown.block_entry as entry')
    .selectAll()
    .where(blockEntryPolicy.filter(tx.actor, 'block-entry.list', tx.now, 'entry'));
  if (filter.state !== undefined) query = query.where('state', '=', filter.state);
  if (filter.reviewBefore !== undefined)
    query = query.where('state', '=', 'ACTIVE').where('review_at', '<=', filter.reviewBefore);
  const { text } = filter;
  if (text !== undefined)
    query = query.where((eb) =>
      eb.or([eb('code', '=', text.toUpperCase()), eb(eb.fn('strpos', ['value', eb.val(text)]), '>', eb.val(0))]),
    );
  if (page.after !== undefined) {
    const { at, id } = page.after;
    query = query.where((eb) =>
      eb.or([eb('proposed_at', '<', at), eb.and([eb('proposed_at', '=', at), eb('id', '<', id)])]),
    );
  }
  return query.orderBy('proposed_at', 'desc').orderBy('id', 'desc').limit(page.most).execute();
}

/** Entries in force on a host or on one above it. */
export async function activeOnHosts(tx: Tx, hosts: readonly string[]): Promise<BlockEntryRow[]> {
  if (hosts.length === 0) return [];
  return tx
    .query<BlockTables>()
    .selectFrom('takedown.block_entry')
    .selectAll()
    .where('state', '=', 'ACTIVE')
    .where('host', 'in', [...hosts])
    .orderBy('id')
    .limit(1_000)
    .execute();
}

/** Entries in force that stand on a name or below it: what a domain would make needless. */
export async function activeBelow(tx: Tx, name: string, most: number): Promise<BlockEntryRow[]> {
  return tx
    .query<BlockTables>()
    .selectFrom('takedown.block_entry')
    .selectAll()
    .where('state', '=', 'ACTIVE')
    .where((eb) => eb.or([eb('host', '=', name), eb('host', 'like', `%.${name.replace(/[\\%_]/g, '\\$&')}`)]))
    .orderBy('id')
    .limit(most)
    .execute();
}

/** Entries whose time is over. */
export async function overdueEntries(tx: Tx, most: number): Promise<BlockEntryRow[]> {
  return tx
    .query<BlockTables>()
    .selectFrom('takedown.block_entry')
    .selectAll()
    .where('state', '=', 'ACTIVE')
    .where('expires_at', '<=', tx.now)
    .orderBy('expires_at')
    .limit(most)
    .forUpdate()
    .execute();
}

/** Entries of an agency that somebody should look at again before this moment, the most urgent first; what ends by then anyway is none. */
export async function entriesToReview(tx: Tx, agency: string, before: Date, most: number): Promise<BlockEntryRow[]> {
  return tx
    .query<BlockTables>()
    .selectFrom('takedown.block_entry')
    .selectAll()
    .where('state', '=', 'ACTIVE')
    .where('agency', '=', agency)
    .where('review_at', '<=', before)
    .whereRef('review_at', '<', 'expires_at')
    .orderBy('review_at')
    .orderBy('id')
    .limit(most)
    .execute();
}

/** Entries in force whose review was due before this moment, and that nobody looked at. */
export async function unreviewedEntries(tx: Tx, before: Date, most: number): Promise<BlockEntryRow[]> {
  return tx
    .query<BlockTables>()
    .selectFrom('takedown.block_entry')
    .selectAll()
    .where('state', '=', 'ACTIVE')
    .where('review_at', '<=', before)
    .orderBy('review_at')
    .limit(most)
    .forUpdate()
    .execute();
}

/** What people call entries: their public codes. */
export async function blockReferences(tx: Tx, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (ids.length === 0) return new Map();
  const found = await tx
    .query<BlockTables>()
    .selectFrom('takedown.block_entry')
    .select(['id', 'code'])
    .where('id', 'in', [...ids])
    .execute();
  return new Map(found.map(({ id, code }) => [id, code]));
}
