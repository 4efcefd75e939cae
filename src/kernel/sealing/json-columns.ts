import type { SealedColumn } from './sealed-column.ts';
import type { Vault } from './vault.ts';

/** The columns `sealed` of a module's tables, each with JSON that the vault wrapped and bound to its table and row. */
interface JsonColumns<Table extends string> {
  /** For the module's schema, so that a rotation of the root key reaches every one. */
  readonly columns: readonly SealedColumn[];
  seal(kernel: { readonly vault: Vault }, table: Table, id: string, value: unknown): Promise<Buffer>;
  open<T>(
    kernel: { readonly vault: Vault },
    table: Table,
    row: { readonly id: string; readonly sealed: Buffer },
  ): Promise<T>;
}

/**
 * @param schema the module's
 * @param tables those whose column `sealed` holds JSON; their rows are named by `id`
 * @param optional those of them in which a row may have none
 */
export function jsonColumns<const Table extends string>(
  schema: string,
  tables: readonly Table[],
  optional: readonly NoInfer<Table>[] = [],
): JsonColumns<Table> {
  const contextOf = (table: string, id: string) => `${schema}.${table}|${id}`;
  return {
    columns: tables.map((table) => ({
      table: `${schema}.${table}`,
      key: ['id'],
      column: 'sealed',
      ...(optional.includes(table) ? { except: 'sealed is null' } : {}),
      context: (row) => contextOf(table, String(row.id)),
    })),
    seal: async ({ vault }, table, id, value) =>
      Buffer.from(await vault.wrap(Buffer.from(JSON.stringify(value), 'utf8'), contextOf(table, id))),
    open: async ({ vault }, table, row) =>
      JSON.parse(Buffer.from(await vault.unwrap(row.sealed, contextOf(table, row.id))).toString('utf8')),
  };
}
