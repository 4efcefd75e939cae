import { type Tx, tablesOf } from '../../kernel/index.ts';
import type { AppealTables, ItemAppealRow, StatementRow } from './appeal-tables.ts';

const table = tablesOf<AppealTables>();
const MOST = 100;

export const insertStatement = (tx: Tx, row: StatementRow): Promise<void> =>
  table.insertRow(tx, 'takedown.statement', row);
export const statementByCode = (tx: Tx, code: string): Promise<StatementRow | undefined> =>
  table.findRow(tx, 'takedown.statement', { code });
export const statementOfOrder = (tx: Tx, order_id: string): Promise<StatementRow | undefined> =>
  table.findRow(tx, 'takedown.statement', { order_id });

export const insertItemAppeal = (tx: Tx, row: ItemAppealRow): Promise<void> =>
  table.insertRow(tx, 'takedown.item_appeal', row);
export const itemAppealById = (tx: Tx, id: string, lock?: 'for update'): Promise<ItemAppealRow | undefined> =>
  table.findRow(tx, 'takedown.item_appeal', { id }, lock);
export const itemAppealByCode = (tx: Tx, code: string): Promise<ItemAppealRow | undefined> =>
  table.findRow(tx, 'takedown.item_appeal', { code });
export const updateItemAppeal = (tx: Tx, id: string, change: Partial<ItemAppealRow>): Promise<number> =>
  table.updateRows(tx, 'takedown.item_appeal', { id }, change);
export const countOpenItemAppeals = async (tx: Tx, item_id: string): Promise<number> =>
  (await table.listRows(tx, 'takedown.item_appeal', { item_id, state: 'OPEN' })).length;

/** Those that were answered since a moment, the newest first. */
export async function answeredItemAppeals(tx: Tx, since: Date): Promise<ItemAppealRow[]> {
  return tx
    .query<AppealTables>()
    .selectFrom('takedown.item_appeal')
    .selectAll()
    .where('answered_at', '>', since)
    .orderBy('answered_at', 'desc')
    .orderBy('id', 'desc')
    .limit(MOST)
    .execute();
}

/** Those that wait, the oldest first. */
export async function openItemAppeals(tx: Tx): Promise<ItemAppealRow[]> {
  return tx
    .query<AppealTables>()
    .selectFrom('takedown.item_appeal')
    .selectAll()
    .where('state', '=', 'OPEN')
    .orderBy('made_at')
    .limit(MOST)
    .execute();
}
