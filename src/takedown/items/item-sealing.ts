import { blindIndex, type Kernel, keyedDigest, type SealedColumn } from '../../kernel/index.ts';
import type { ItemKind } from './item.ts';

/** What is sealed of an item, of an arrival and of a sibling. */
export interface ItemSecrets {
  readonly display: string;
  /** The pages and cookies' paths by which it is reached, the first one first: some show it only to who comes from there. */
  readonly referrers: readonly string[];
  /** What somebody wrote of how to reach it. */
  readonly note: string | null;
}

type SealedTable = 'item' | 'arrival' | 'item_sibling';
const contextOf = (table: SealedTable, id: string) => `takedown.${table}|${id}`;

export const takedownSealed: readonly SealedColumn[] = (['item', 'arrival', 'item_sibling'] as const).map((table) => ({
  table: `takedown.${table}`,
  key: ['id'],
  column: 'sealed',
  context: (row) => contextOf(table, String(row.id)),
}));

export async function sealSecrets(
  { vault }: Kernel,
  table: SealedTable,
  id: string,
  secrets: ItemSecrets,
): Promise<Buffer> {
  return Buffer.from(await vault.wrap(Buffer.from(JSON.stringify(secrets), 'utf8'), contextOf(table, id)));
}

export async function openSecrets(
  { vault }: Kernel,
  table: SealedTable,
  row: { readonly id: string; readonly sealed: Buffer },
): Promise<ItemSecrets> {
  return JSON.parse(Buffer.from(await vault.unwrap(row.sealed, contextOf(table, row.id))).toString('utf8'));
}

/** The same place gives the same mark, and nobody without the vault can check a guess. */
export const matchMark = ({ vault }: Kernel, kind: ItemKind, key: string): Promise<Buffer> =>
  blindIndex(vault, 'content-locator', `${kind === 'url' || kind === 'domain' ? kind : 'name'}|${key}`);
export const domainMark = ({ vault }: Kernel, domain: string): Promise<Buffer> =>
  blindIndex(vault, 'content-domain', domain);
/** Of the hash of a file, as its sender wrote it: scheme and hexadecimal digits. */
export const fileMark = ({ vault }: Kernel, scheme: string, hash: string): Promise<Buffer> =>
  blindIndex(vault, 'content-file', `${scheme}|${hash.toLowerCase()}`);
/** What the same sender sends twice is one. */
export const onceMark = ({ vault }: Kernel, source: string, key: string): Promise<Buffer> =>
  keyedDigest(vault, 'takedown.arrival', `${source}|${key}`);
