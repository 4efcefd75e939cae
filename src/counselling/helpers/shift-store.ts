import { type Tx, tablesOf } from '../../kernel/index.ts';
import type { ShiftRow, Tables } from '../tables.ts';

const table = tablesOf<Tables>();

export type ShiftChange = Partial<
  Omit<ShiftRow, 'id' | 'person' | 'version' | 'desk_code' | 'organisation' | 'began_at'>
>;

/** @returns whether the person had no shift open */
export async function insertShift(tx: Tx, row: ShiftRow): Promise<boolean> {
  const inserted = await tx
    .query<Tables>()
    .insertInto('counselling.helper_shift')
    .values(row)
    .onConflict((conflict) => conflict.column('person').where('ended_at', 'is', null).doNothing())
    .returning('id')
    .executeTakeFirst();
  return inserted !== undefined;
}

/** The shift that a person has open, as far as the actor may see it. Its lock is the one under which capacity is counted. */
export async function openShiftOf(tx: Tx, person: string, lock?: 'for update'): Promise<ShiftRow | undefined> {
  return table.findRow(tx, 'counselling.helper_shift', { person, ended_at: null }, lock);
}

export async function findShift(tx: Tx, id: string, lock?: 'for update'): Promise<ShiftRow | undefined> {
  return table.findRow(tx, 'counselling.helper_shift', { id }, lock);
}

export async function updateShift(tx: Tx, id: string, change: ShiftChange): Promise<ShiftRow> {
  return tx
    .query<Tables>()
    .updateTable('counselling.helper_shift')
    .set((of) => ({ ...change, version: of('version', '+', 1) }))
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow();
}

/** A sign of life: nothing that anybody else would look at again. @returns whether there is an open shift */
export async function touchShift(tx: Tx, person: string): Promise<boolean> {
  return (
    (await table.updateRows(tx, 'counselling.helper_shift', { person, ended_at: null }, { last_sign_at: tx.now })) > 0
  );
}

/** Notes that a helper was asked: nothing that anybody else would look at again. */
export async function markOffered(tx: Tx, id: string): Promise<void> {
  await table.updateRows(tx, 'counselling.helper_shift', { id }, { last_offer_at: tx.now });
}

/** Those who take contacts, and whose page has shown no sign since then. */
export async function silentShifts(tx: Tx, before: Date, limit: number): Promise<ShiftRow[]> {
  return tx
    .query<Tables>()
    .selectFrom('counselling.helper_shift')
    .selectAll()
    .where('ended_at', 'is', null)
    .where('state', 'in', ['available', 'winding-down'])
    .where('last_sign_at', '<=', before)
    .orderBy('last_sign_at')
    .limit(limit)
    .execute();
}

/** Open shifts of a desk, those who are longest there first. */
export async function openShifts(tx: Tx, desk: string): Promise<ShiftRow[]> {
  return table.listRows(tx, 'counselling.helper_shift', { desk_code: desk, ended_at: null }, ['began_at', 'id']);
}
