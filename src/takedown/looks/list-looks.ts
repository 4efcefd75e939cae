import { type Ctx, ok, type Result } from '../../kernel/index.ts';
import { addresseeNames } from '../addressees/addressee-store.ts';
import { itemAct, itemRecord } from '../items/item-record.ts';
import { siblingsOf } from '../items/item-store.ts';
import { ordersOfItem } from '../orders/order-store.ts';
import { lookRules } from './look-rules.ts';
import { countReturns, looksOf, placesOf, waitingSeenGone } from './look-store.ts';
import type { ItemLooks } from './look-view.ts';
import { mayEndByPersons } from './say-gone.ts';
import { isLookable } from './watch-item.ts';

const MOST = 100;

/** The looks at an item and how far it is from being gone; never an address. Refusals: those of an act on an item */
export function listLooks(ctx: Ctx, input: { readonly item: string }): Promise<Result<ItemLooks>> {
  return itemAct(ctx, 'content-item.read', { item: input.item, readOnly: true }, async (tx, item, actor) => {
    const places = (await placesOf(tx, item.id)).slice(0, MOST);
    const masks = new Map((await siblingsOf(tx, item.id)).map((one) => [one.id, one.mask]));
    const earlier = (await ordersOfItem(tx, item.id)).findLast((one) => one.state === 'GONE');
    const names = earlier ? await addresseeNames(tx, [earlier.addressee_id]) : new Map<string, string>();
    const may = itemRecord.can?.(actor, 'content-item.look', item, tx.now) === true;
    const seen = await waitingSeenGone(tx, item.id);
    const waits = new Set(places.map((one) => one.attention));
    return ok({
      places: places.map((one) => ({
        id: one.id,
        own: one.sibling_id === null,
        misses: one.misses,
        missedFrom: one.missed_from,
        nextAt: one.next_at,
        attention: one.attention,
        network: one.network,
        looks: one.looks,
        mask: one.sibling_id === null ? item.mask : (masks.get(one.sibling_id) ?? ''),
      })),
      looks: (await looksOf(tx, item.id, MOST)).map((one) => ({
        id: one.id,
        place: one.place_id,
        at: one.at,
        vantage: one.vantage,
        occasion: one.occasion,
        outcome: one.outcome,
        reason: one.reason,
        status: one.status,
        bytes: one.bytes,
        media: one.is_media,
        replayed: one.replayed,
        probe: one.probe,
        probeSays: one.probe_says,
        counted: one.counted,
        digest: one.mark === null ? null : one.mark.toString('hex').slice(0, 16),
      })),
      needed: lookRules.missesNeeded,
      returns: await countReturns(tx, item.id),
      earlier: earlier
        ? { id: earlier.id, reference: earlier.reference, addressee: names.get(earlier.addressee_id) ?? '' }
        : null,
      mayLook: may && isLookable(item) && !item.is_demonstration,
      mayDecide: [
        ...(may && waits.has('HOST_MOVED') ? (['SAME_HOST'] as const) : []),
        ...(may && waits.has('CHECK_RETURN') ? (['RETURNED', 'OTHER_PAGE'] as const) : []),
        // A bare name: nobody but a person sees that it is there again.
        ...(may && !isLookable(item) && item.state === 'GONE' ? (['RETURNED'] as const) : []),
      ],
      bare: !isLookable(item),
      mayEnd: may && seen === undefined && (await mayEndByPersons(tx, item)),
      seenGone: seen
        ? { seen: seen.seen, means: seen.means, agency: seen.agency, by: seen.proposed_by, at: seen.proposed_at }
        : null,
    });
  });
}
