import { type Tx, tablesOf } from '../../kernel/index.ts';
import type { AppealRow, BlockTables } from './block-tables.ts';

const table = tablesOf<BlockTables>();
const MOST = 100;

export const insertAppeal = (tx: Tx, row: AppealRow): Promise<void> =>
  table.insertRow(tx, 'takedown.block_appeal', row);
export const appealById = (tx: Tx, id: string, lock?: 'for update'): Promise<AppealRow | undefined> =>
  table.findRow(tx, 'takedown.block_appeal', { id }, lock);
export const appealByCode = (tx: Tx, code: string): Promise<AppealRow | undefined> =>
  table.findRow(tx, 'takedown.block_appeal', { code });
export const updateAppeal = (tx: Tx, id: string, change: Partial<AppealRow>): Promise<number> =>
  table.updateRows(tx, 'takedown.block_appeal', { id }, change);

/** Those that wait, the oldest first. */
export async function openAppeals(tx: Tx): Promise<AppealRow[]> {
  return tx
    .query<BlockTables>()
    .selectFrom('takedown.block_appeal')
    .selectAll()
    .where('state', '=', 'OPEN')
    .orderBy('made_at')
    .limit(MOST)
    .execute();
}

export const countOpenAppeals = async (tx: Tx, entry: string): Promise<number> =>
  (await table.listRows(tx, 'takedown.block_appeal', { entry_id: entry, state: 'OPEN' })).length;
