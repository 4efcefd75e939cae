import { type Tx, tablesOf } from '../../kernel/index.ts';
import type { Tables } from '../tables.ts';

const table = tablesOf<Tables>();

export type LineRow = Tables['counselling.contact_line'];

export async function lineByKey(tx: Tx, contact: string, lineKey: string): Promise<LineRow | undefined> {
  return table.findRow(tx, 'counselling.contact_line', { contact_id: contact, line_key: lineKey });
}

/** Lines with higher numbers, in their order. */
export async function linesAfter(tx: Tx, contact: string, after: number, limit: number): Promise<LineRow[]> {
  return tx.rows<LineRow>(
    'select * from counselling.contact_line where contact_id = $1 and seq > $2 order by seq limit $3',
    [contact, after, limit],
  );
}

export async function insertNote(tx: Tx, row: Tables['counselling.contact_note']): Promise<void> {
  await table.insertRow(tx, 'counselling.contact_note', row);
}

export async function notesOf(tx: Tx, contact: string) {
  return table.listRows(tx, 'counselling.contact_note', { contact_id: contact }, ['at', 'id']);
}

/** The lines of those numbers that there are, in their order. */
export async function linesNumbered(tx: Tx, contact: string, numbers: readonly number[]): Promise<LineRow[]> {
  if (numbers.length === 0) return [];
  return tx
    .query<Tables>()
    .selectFrom('counselling.contact_line')
    .selectAll()
    .where('contact_id', '=', contact)
    .where('seq', 'in', numbers)
    .orderBy('seq')
    .execute();
}
