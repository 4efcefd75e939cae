import type { Kernel, SealedColumn } from '../kernel/index.ts';

const tables = [
  'item',
  'arrival',
  'item_sibling',
  'addressee_contact',
  'order_event',
  'order_document',
  'look_place',
  'alert_part',
  'machine_report',
  'machine_report_part',
  'item_appeal',
] as const;
/** Tables of this module whose column `sealed` holds JSON, wrapped by the vault. */
export type SealedTable = (typeof tables)[number];
/** In these a row may have none. */
const OPTIONAL: readonly SealedTable[] = [
  'addressee_contact',
  'order_event',
  'look_place',
  'machine_report',
  'machine_report_part',
];

const contextOf = (table: SealedTable, id: string) => `takedown.${table}|${id}`;

export const jsonSealed: readonly SealedColumn[] = tables.map((table) => ({
  table: `takedown.${table}`,
  key: ['id'],
  column: 'sealed',
  ...(OPTIONAL.includes(table) ? { except: 'sealed is null' } : {}),
  context: (row) => contextOf(table, String(row.id)),
}));

export async function sealJson({ vault }: Kernel, table: SealedTable, id: string, value: unknown): Promise<Buffer> {
  return Buffer.from(await vault.wrap(Buffer.from(JSON.stringify(value), 'utf8'), contextOf(table, id)));
}

export async function openJson<T>(
  { vault }: Kernel,
  table: SealedTable,
  row: { readonly id: string; readonly sealed: Buffer },
): Promise<T> {
  return JSON.parse(Buffer.from(await vault.unwrap(row.sealed, contextOf(table, row.id))).toString('utf8')) as T;
}
