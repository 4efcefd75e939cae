import { type Tx, tablesOf } from '../../kernel/index.ts';
import type { Tables } from '../tables.ts';

const table = tablesOf<Tables>();

type LineRow = Tables['counselling.contact_line'];

/** Adds a line. Its number is the caller's, who holds the lock of the contact. */
export async function insertLine(tx: Tx, row: LineRow): Promise<void> {
  await table.insertRow(tx, 'counselling.contact_line', row);
}
