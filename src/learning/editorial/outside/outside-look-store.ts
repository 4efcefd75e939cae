import { sql } from 'kysely';
import { rows, type Tx, tablesOf } from '../../../kernel/index.ts';
import type { EditorialTables, ItemRow, OutsideLookRow } from '../editorial-tables.ts';

const table = tablesOf<EditorialTables>();

export const insertLook = (tx: Tx, row: OutsideLookRow): Promise<void> =>
  table.insertRow(tx, 'learning.outside_look', row);
export const looksOf = (tx: Tx, item: string): Promise<OutsideLookRow[]> =>
  table.listRows(tx, 'learning.outside_look', { item_id: item }, ['asked_at', 'id']);
export const findLook = (tx: Tx, item: string, id: string): Promise<OutsideLookRow | undefined> =>
  table.findRow(tx, 'learning.outside_look', { id, item_id: item }, 'for update');

export async function updateLook(
  tx: Tx,
  id: string,
  set: Partial<Pick<OutsideLookRow, 'withdrawn_at' | 'withdrawn_by' | 'answer' | 'comment' | 'answered_at'>>,
): Promise<void> {
  await table.updateRows(tx, 'learning.outside_look', { id }, set);
}

export interface OpenLook extends Pick<OutsideLookRow, 'id' | 'item_id' | 'hash' | 'whom' | 'expires_at'> {
  readonly kind: ItemRow['kind'];
  readonly slug: string;
  readonly number: number;
  readonly body: unknown;
}

/** The look of a secret while it can be answered, and while its text is still the newest; locked where it is about to be. */
export async function openLook(tx: Tx, secretHash: Buffer, lock?: 'for update'): Promise<OpenLook | undefined> {
  const [found] = await rows(
    tx,
    sql<OpenLook>`
      select look.id, look.item_id, look.hash, look.whom, look.expires_at, item.kind, item.slug, version.number, version.body
      from learning.outside_look as look
      join learning.item as item on item.id = look.item_id
      join learning.item_version as version on version.id = look.version_id and version.number = item.head
      where look.secret_hash = ${secretHash} and look.withdrawn_at is null and look.answered_at is null
        and look.expires_at > ${tx.now} ${lock === undefined ? sql`` : sql`for update of look`}`,
  );
  return found;
}
