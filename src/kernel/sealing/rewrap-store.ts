import pg from 'pg';
import type { SealedColumn } from './sealed-column.ts';

const name = (text: string) => pg.escapeIdentifier(text);
const tableOf = (column: SealedColumn) => column.table.split('.').map(name).join('.');

/** Rows of a sealed column that have a value, in the order of their keys. */
export async function rewrapPage(
  owner: pg.Pool,
  column: SealedColumn,
  after: readonly unknown[] | undefined,
  most: number,
): Promise<Record<string, unknown>[]> {
  const keys = column.key.map(name).join(', ');
  const past = after ? `and (${keys}) > (${after.map((_, place) => `$${place + 1}`).join(', ')})` : '';
  const { rows } = await owner.query<Record<string, unknown>>(
    `select ${[...column.key, ...(column.beside ?? []), column.column].map(name).join(', ')} from ${tableOf(column)}
     where ${name(column.column)} is not null ${column.except ? `and not (${column.except})` : ''} ${past} order by ${keys} limit ${most}`,
    [...(after ?? [])],
  );
  return rows;
}

/** @returns false where the value was changed meanwhile */
export async function replaceSealed(
  owner: pg.Pool,
  column: SealedColumn,
  row: Readonly<Record<string, unknown>>,
  sealed: Uint8Array,
): Promise<boolean> {
  const where = column.key.map((key, place) => `${name(key)} = $${place + 3}`).join(' and ');
  const { rowCount } = await owner.query(
    `update ${tableOf(column)} set ${name(column.column)} = $1 where ${name(column.column)} = $2 and ${where}`,
    [Buffer.from(sealed), row[column.column], ...column.key.map((key) => row[key])],
  );
  return rowCount === 1;
}
