import { actAs, type Ctx, ok, type Result, systemActor } from '../../kernel/index.ts';
import { itemEvent } from '../items/item-event.ts';
import { auditOf, itemAct } from '../items/item-record.ts';
import { findItem, insertItemEvent } from '../items/item-store.ts';
import { ordersOfItem } from '../orders/order-store.ts';
import { refuse } from '../refusals.ts';
import { lookDecisions } from './look.ts';
import { nextLook } from './look-rules.ts';
import { changePlace, looksOf, placesOf } from './look-store.ts';
import type { PlaceRow } from './look-tables.ts';
import { settleReturn } from './settle-look.ts';
import { isLookable } from './watch-item.ts';

/** Looks that are read back for what stands there now. */
const LOOKED_BACK = 200;

/**
 * What an officer says where a look alone cannot: whether a new host is the same one, whether a page that stands there again is what was
 * ordered down. Refusals: those of an act on an item, `content-look.nothing-to-decide`
 */
export function decideLook(
  ctx: Ctx,
  input: { readonly item: string; readonly decision: string },
): Promise<Result<void>> {
  return itemAct(ctx, 'content-item.look', { item: input.item, readOnly: true }, async (tx, seen) => {
    const decision = lookDecisions.find((one) => one === input.decision);
    const attention = decision === 'SAME_HOST' ? 'HOST_MOVED' : 'CHECK_RETURN';
    const done = await actAs(tx, systemActor('takedown.looks'), async (system) => {
      const item = await findItem(system, seen.id, 'for update');
      const waiting = (await placesOf(system, seen.id)).filter((one) => one.attention === attention);
      if (!item || decision === undefined) return false;
      if (decision === 'RETURNED' && item.state !== 'GONE') return false;
      // A bare name that two persons found gone has no address: whoever finds it again says so.
      const unseen = decision === 'RETURNED' && !isLookable(item);
      if (waiting.length === 0 && !unseen) return false;
      const looks = await looksOf(system, item.id, LOOKED_BACK);
      const set = (place: PlaceRow): Partial<PlaceRow> => {
        const now = looks.find((one) => one.place_id === place.id && one.mark !== null)?.mark ?? null;
        if (decision === 'SAME_HOST') return { network: null, addresses: [], next_at: system.now };
        if (decision === 'OTHER_PAGE') return { other_mark: now };
        return {
          mark: now,
          misses: 0,
          missed_from: null,
          counted_at: null,
          step: 0,
          next_at: nextLook(system.now, 'ORDERED', 0),
        };
      };
      for (const place of waiting)
        await changePlace(system, place, { ...set(place), attention: null, attention_at: null });
      if (decision === 'RETURNED') await settleReturn(system, item, await ordersOfItem(system, item.id));
      return true;
    });
    if (!done || decision === undefined) return refuse('content-look.nothing-to-decide');
    await insertItemEvent(tx, seen.id, 'look-decided', { decision });
    tx.audit({ ...auditOf(seen, 'content-item.look'), codes: { decision } });
    tx.notify(itemEvent(seen.id, seen.agency));
    return ok();
  });
}
