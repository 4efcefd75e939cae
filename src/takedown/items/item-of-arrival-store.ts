import { sql } from 'kysely';
import { type Kernel, rows, type Tx } from '../../kernel/index.ts';
import { onceMark } from './item-sealing.ts';

/** The item that a sender's report became part of; undefined while it waits to be folded. */
export async function itemOfArrival(
  kernel: Kernel,
  tx: Tx,
  source: string,
  key: string,
): Promise<{ id: string; reference: string } | undefined> {
  const mark = await onceMark(kernel, source, key);
  const [row] = await rows(
    tx,
    sql<{ id: string; reference: string }>`
      select item.id, item.reference from takedown.arrival join takedown.item on item.id = arrival.item_id where arrival.once_mark = ${mark}`,
  );
  return row;
}
