import { type Tx, tablesOf } from '../../kernel/index.ts';
import type { Tables } from '../tables.ts';
import type { HandoverRow } from './handover.ts';

const table = tablesOf<Tables>();

export async function insertHandover(tx: Tx, row: HandoverRow): Promise<void> {
  await table.insertRow(tx, 'counselling.shift_handover', row);
}

export async function findHandover(tx: Tx, id: string, lock?: 'for update'): Promise<HandoverRow | undefined> {
  return table.findRow(tx, 'counselling.shift_handover', { id }, lock);
}

/** @returns the row as it is now */
export async function confirmRow(tx: Tx, id: string, by: string): Promise<HandoverRow> {
  return tx
    .query<Tables>()
    .updateTable('counselling.shift_handover')
    .set((of) => ({ confirmed_by: by, confirmed_at: tx.now, version: of('version', '+', 1) }))
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow();
}

/** The newest notes of a desk. */
export async function latestHandovers(tx: Tx, desk: string, limit: number): Promise<HandoverRow[]> {
  return tx
    .query<Tables>()
    .selectFrom('counselling.shift_handover')
    .selectAll()
    .where('desk_code', '=', desk)
    .orderBy('written_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
}
