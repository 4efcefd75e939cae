import type { Tx } from '../../kernel/index.ts';
import { deliveryOfKey } from './delivery-store.ts';

/** A delivery has come further: the page of the member looks again. */
export const DELIVERY_MOVED = 'network.delivery';

export async function deliveryMoved(tx: Tx, { key }: { readonly key: string }): Promise<void> {
  const row = await deliveryOfKey(tx, key);
  if (!row) return;
  tx.notify({ topic: DELIVERY_MOVED, id: row.id, agency: row.agency });
  tx.notify({ topic: DELIVERY_MOVED, id: row.id, agency: row.sender });
}
