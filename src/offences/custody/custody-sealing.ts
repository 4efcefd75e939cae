import { createSecretKey, type KeyObject, randomBytes } from 'node:crypto';
import { type DataKey, type Id, jsonColumns, type Kernel, type SealedColumn } from '../../kernel/index.ts';

const json = jsonColumns('offences', ['custody_artefact', 'custody_event', 'court_bundle']);
export const sealWords = json.seal;
export const openWords = json.open;

/** Tables whose rows have a key of their own for their evidence files. */
type KeyTable = 'custody_artefact' | 'court_bundle';
const contextOf = (table: KeyTable, id: string) => `offences.${table}.key|${id}`;

export const custodySealed: readonly SealedColumn[] = [
  ...json.columns,
  ...(['custody_artefact', 'court_bundle'] as const).map((table) => ({
    table: `offences.${table}`,
    key: ['id'],
    column: 'key',
    except: 'key is null',
    context: (row: Readonly<Record<string, unknown>>) => contextOf(table, String(row.id)),
  })),
];

/** What seals the evidence files of a row: it has the row's id, and lies with the row, wrapped by the vault. */
export type FileKey = Pick<DataKey, 'id' | 'bytes'>;

export async function newFileKey(
  { vault }: Kernel,
  table: KeyTable,
  id: string,
): Promise<{ readonly key: FileKey; readonly wrapped: Buffer }> {
  const bytes = randomBytes(32);
  return {
    key: { id: id as Id<'data-key'>, bytes },
    wrapped: Buffer.from(await vault.wrap(bytes, contextOf(table, id))),
  };
}

export async function openFileKey(
  { vault }: Kernel,
  table: KeyTable,
  row: { readonly id: string; readonly key: Buffer },
): Promise<FileKey> {
  return { id: row.id as Id<'data-key'>, bytes: Buffer.from(await vault.unwrap(row.key, contextOf(table, row.id))) };
}

/** The key of the chains' MACs: it follows from the vault, and the database has it nowhere. */
export async function custodyKey({ vault }: Kernel): Promise<KeyObject> {
  return createSecretKey(Buffer.from(await vault.derive('custody')));
}
