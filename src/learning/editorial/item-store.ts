import { sql } from 'kysely';
import { actorName, agencyOf, newId, rows, type Tx, tablesOf } from '../../kernel/index.ts';
import type { EditorialTables, ItemApprovalRow, ItemRow, ItemVersionRow, PublicationRow } from './editorial-tables.ts';

/** A version as it is read: its body parsed from JSON. */
export type StoredVersion = Omit<ItemVersionRow, 'body'> & { readonly body: unknown };

const table = tablesOf<EditorialTables>();

export const findItem = (tx: Tx, id: string, lock?: 'for update'): Promise<ItemRow | undefined> =>
  table.findRow(tx, 'learning.item', { id }, lock);
export const itemBySlug = (tx: Tx, slug: string): Promise<ItemRow | undefined> =>
  table.findRow(tx, 'learning.item', { slug });
export const insertItem = (tx: Tx, row: ItemRow): Promise<void> => table.insertRow(tx, 'learning.item', row);

export async function updateItem(
  tx: Tx,
  row: Pick<ItemRow, 'id' | 'version'>,
  set: Partial<Omit<ItemRow, 'id' | 'version'>>,
): Promise<void> {
  await table.updateRows(tx, 'learning.item', { id: row.id }, { ...set, version: row.version + 1, changed_at: tx.now });
}

export const insertVersion = (tx: Tx, { body, ...row }: StoredVersion): Promise<void> =>
  table.insertRow(tx, 'learning.item_version', { ...row, body: JSON.stringify(body) });
export const versionOf = (tx: Tx, item: string, number: number): Promise<StoredVersion | undefined> =>
  table.findRow(tx, 'learning.item_version', { item_id: item, number });

/** The newest version of every item, for what looks at all of them. */
export function headVersions(tx: Tx): Promise<(StoredVersion & Pick<ItemRow, 'slug' | 'kind'>)[]> {
  return rows(
    tx,
    sql<StoredVersion & Pick<ItemRow, 'slug' | 'kind'>>`
      select head.*, item.slug, item.kind from learning.item as item
      join learning.item_version as head on head.item_id = item.id and head.number = item.head`,
  );
}

/** Who wrote what has not yet been published: the people whose work an approver judges. */
export async function unpublishedWriters(tx: Tx, item: string): Promise<string[]> {
  const found = await rows(
    tx,
    sql<{ person: string }>`
      select distinct written_by as person from learning.item_version where item_id = ${item}::uuid and written_by is not null
        and number > coalesce((select max(out.number) from learning.publication as publication
          join learning.item_version as out on out.id = publication.version_id
          where publication.item_id = ${item}::uuid and publication.from_at <= ${tx.now}), 0)`,
  );
  return found.map(({ person }) => person);
}

export const insertApproval = (tx: Tx, row: ItemApprovalRow): Promise<void> =>
  table.insertRow(tx, 'learning.item_approval', row);
export const approvalsOf = (tx: Tx, version: string): Promise<ItemApprovalRow[]> =>
  table.listRows(tx, 'learning.item_approval', { version_id: version }, ['at', 'id']);

export async function insertItemEvent(
  tx: Tx,
  item: string,
  code: string,
  more: { readonly number?: number; readonly note?: string | undefined } = {},
): Promise<void> {
  await table.insertRow(tx, 'learning.item_event', {
    id: newId<'item-event'>(tx.now.getTime()),
    item_id: item,
    code,
    number: more.number ?? null,
    at: tx.now,
    actor_kind: tx.actor.kind,
    actor: actorName(tx.actor),
    agency: agencyOf(tx.actor),
    note: more.note ?? null,
  });
}

/** All versions, the newest first. */
export const versionsOf = (tx: Tx, item: string): Promise<StoredVersion[]> =>
  rows(tx, sql<StoredVersion>`select * from learning.item_version where item_id = ${item}::uuid order by number desc`);
export const itemApprovals = (tx: Tx, item: string): Promise<ItemApprovalRow[]> =>
  table.listRows(tx, 'learning.item_approval', { item_id: item }, ['at', 'id']);
export const publicationsOf = (tx: Tx, item: string): Promise<PublicationRow[]> =>
  rows(
    tx,
    sql<PublicationRow>`select * from learning.publication where item_id = ${item}::uuid order by from_at desc, id desc`,
  );
export const eventsOf = (tx: Tx, item: string): Promise<EditorialTables['learning.item_event'][]> =>
  rows(
    tx,
    sql<EditorialTables['learning.item_event']>`
      select * from learning.item_event where item_id = ${item}::uuid order by at desc, id desc`,
  );
