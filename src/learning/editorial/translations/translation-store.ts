import { createHash } from 'node:crypto';
import { type Tx, tablesOf } from '../../../kernel/index.ts';
import type { EditorialTables } from '../editorial-tables.ts';

const table = tablesOf<EditorialTables>();

interface Pair {
  readonly vi: string;
  readonly en: string;
}

const pairOf = ({ vi, en }: Pair): Buffer => createHash('sha256').update(`${vi}\n${en}`, 'utf8').digest();

export async function confirmPair(
  tx: Tx,
  item: string,
  words: Pair,
  by: { readonly person: string; readonly agency: string },
): Promise<void> {
  const pair = pairOf(words);
  if (await table.findRow(tx, 'learning.confirmed_translation', { item_id: item, pair })) return;
  await table.insertRow(tx, 'learning.confirmed_translation', { item_id: item, pair, ...by, at: tx.now });
}

/** Asks of a line whether somebody has looked at these very words. */
export async function confirmedPairs(tx: Tx, item: string): Promise<(words: Pair) => boolean> {
  const rows = await table.listRows(tx, 'learning.confirmed_translation', { item_id: item }, ['at']);
  const pairs = new Set(rows.map(({ pair }) => pair.toString('hex')));
  return (words) => pairs.has(pairOf(words).toString('hex'));
}
