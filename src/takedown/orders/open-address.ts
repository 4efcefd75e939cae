import { actAs, type Ctx, systemActor, type Tx } from '../../kernel/index.ts';
import { openSecrets } from '../items/item-sealing.ts';
import { siblingsOf } from '../items/item-store.ts';
import { openJson } from '../sealed-json.ts';
import type { ItemRow } from '../tables.ts';
import type { OpenedAddress } from './compose-order.ts';
import { eventsOf } from './order-store.ts';

/** Where an item stands, for whoever may open an order of it: the caller has asked that, and writes the audit. */
export function openAddress(ctx: Ctx, tx: Tx, item: ItemRow, order: string | undefined): Promise<OpenedAddress> {
  return actAs(tx, systemActor('takedown.open-address'), async (system) => {
    const { display } = await openSecrets(ctx.kernel, 'item', item);
    const siblings = await Promise.all(
      (await siblingsOf(system, item.id)).map((one) => openSecrets(ctx.kernel, 'item_sibling', one)),
    );
    const proposed =
      order === undefined
        ? undefined
        : (await eventsOf(system, order)).find((one) => one.code === 'proposed' && one.sealed);
    const location = proposed?.sealed
      ? (await openJson<{ text: string }>(ctx.kernel, 'order_event', { id: proposed.id, sealed: proposed.sealed })).text
      : null;
    return { kind: item.kind, display, siblings: siblings.map((one) => one.display), location };
  });
}
