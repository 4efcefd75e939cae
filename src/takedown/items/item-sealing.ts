import { blindIndex, type Kernel, keyedDigest } from '../../kernel/index.ts';
import { openJson, sealJson } from '../sealed-json.ts';
import type { ItemKind } from './item.ts';

/** What is sealed of an item, of an arrival and of a sibling. */
export interface ItemSecrets {
  readonly display: string;
  /** The pages and cookies' paths by which it is reached, the first one first: some show it only to who comes from there. */
  readonly referrers: readonly string[];
  /** What somebody wrote of how to reach it. */
  readonly note: string | null;
}

type ItemTable = 'item' | 'arrival' | 'item_sibling';

export const sealSecrets = (kernel: Kernel, table: ItemTable, id: string, secrets: ItemSecrets): Promise<Buffer> =>
  sealJson(kernel, table, id, secrets);
export const openSecrets = (
  kernel: Kernel,
  table: ItemTable,
  row: { readonly id: string; readonly sealed: Buffer },
): Promise<ItemSecrets> => openJson(kernel, table, row);

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
