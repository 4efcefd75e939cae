import { type Ctx, isWithin, ok, type Result } from '../../kernel/index.ts';
import { listAddressees } from '../addressees/list-addressees.ts';
import { itemAct } from '../items/item-record.ts';
import { hostFactsOf } from '../items/item-store.ts';
import { standingStates } from '../orders/order.ts';
import { ordersOfItem } from '../orders/order-store.ts';

export interface DraftAgain {
  readonly kind: string;
  readonly reasons: readonly string[];
  readonly urgent: boolean;
  readonly earlier: { readonly id: string; readonly reference: string };
  /** Who can act where it stands now, by what its host and its platform are known to be. */
  readonly addressee: string | null;
}

/**
 * What a new order of an item that moved or came back begins with: kind, reasons and urgency of the last one, and whoever can act where it
 * stands now; null where nothing was ordered before. Refusals: those of an act on an item
 */
export async function draftAgain(ctx: Ctx, input: { readonly item: string }): Promise<Result<DraftAgain | null>> {
  const addressees = await listAddressees(ctx);
  if (!addressees.ok) return addressees;
  return itemAct(ctx, 'content-item.read', { item: input.item, readOnly: true }, async (tx, item) => {
    const orders = await ordersOfItem(tx, item.id);
    const last = orders.findLast((one) => one.sent_at !== null);
    if (!last) return ok(null);
    const facts = (await hostFactsOf(tx, item.id)).filter((one) => one.ended_at === null && one.outcome === 'FOUND');
    const asked = new Set(
      orders
        .filter(({ state }) => (standingStates as readonly string[]).includes(state) || state === 'PROPOSED')
        .map((one) => one.addressee_id),
    );
    const acts = addressees.value.find(
      (one) =>
        !asked.has(one.id) &&
        one.reach.some(({ kind, value }) =>
          facts.some(
            (fact) =>
              (kind === 'ASN' && String(fact.asn) === value) ||
              (kind === 'NETBLOCK' && fact.address !== null && isWithin(fact.address, [value])),
          ),
        ),
    );
    // Whoever has done it once is asked again, unless they are asked already.
    const back = asked.has(last.addressee_id) ? null : last.addressee_id;
    return ok({
      kind: last.kind,
      reasons: last.reasons,
      urgent: last.urgent,
      earlier: { id: last.id, reference: last.reference },
      addressee: acts?.id ?? back,
    });
  });
}
