import { sql } from 'kysely';
import type { Tx } from '../database.ts';

/** A table of sealed texts: the column that names the record, and `field_class`, `part` and `sealed`, whose key is the first three. */
export interface SealedTable {
  /** `schema.table`. */
  readonly table: string;
  /** The column that names the record. */
  readonly idColumn: string;
}

export interface SealedRow {
  readonly field_class: string;
  readonly part: string;
  readonly sealed: Buffer;
}

export async function upsertSealed(
  tx: Tx,
  { table, idColumn }: SealedTable,
  row: { readonly id: string; readonly fieldClass: string; readonly part: string; readonly sealed: Buffer },
): Promise<void> {
  await sql`insert into ${sql.table(table)} (${sql.ref(idColumn)}, field_class, part, sealed)
    values (${row.id}, ${row.fieldClass}, ${row.part}, ${row.sealed})
    on conflict (${sql.ref(idColumn)}, field_class, part) do update set sealed = excluded.sealed`.execute(
    tx.query<object>(),
  );
}

export async function updateSealed(
  tx: Tx,
  { table, idColumn }: SealedTable,
  row: { readonly id: string; readonly fieldClass: string; readonly part: string; readonly sealed: Buffer },
): Promise<void> {
  await tx.rows(`update ${table} set sealed = $1 where ${idColumn} = $2 and field_class = $3 and part = $4`, [
    row.sealed,
    row.id,
    row.fieldClass,
    row.part,
  ]);
}

export async function sealedRow(
  tx: Tx,
  { table, idColumn }: SealedTable,
  at: { readonly id: string; readonly fieldClass: string; readonly part: string },
): Promise<Buffer | undefined> {
  const rows = await tx.rows<{ sealed: Buffer }>(
    `select sealed from ${table} where ${idColumn} = $1 and field_class = $2 and part = $3`,
    [at.id, at.fieldClass, at.part],
  );
  return rows[0]?.sealed;
}

export async function sealedRows(
  tx: Tx,
  { table, idColumn }: SealedTable,
  id: string,
  fieldClasses: readonly string[],
): Promise<SealedRow[]> {
  const { rows } = await sql<SealedRow>`select field_class, part, sealed from ${sql.table(table)}
    where ${sql.ref(idColumn)} = ${id} and field_class = any(${fieldClasses})
    order by field_class, part`.execute(tx.query<object>());
  return rows;
}

export async function sealedNames(
  tx: Tx,
  { table, idColumn }: SealedTable,
  id: string,
  fieldClasses: readonly string[],
): Promise<string[]> {
  const { rows } = await sql<{ part: string }>`select part from ${sql.table(table)}
    where ${sql.ref(idColumn)} = ${id} and field_class = any(${fieldClasses})
    order by part`.execute(tx.query<object>());
  return rows.map(({ part }) => part);
}
