import { z } from '@hono/zod-openapi';
import { outboundProgress } from '../../channels/index.ts';
import {
  type Ctx,
  nextCursor,
  ok,
  type PagedList,
  type Result,
  readCursor,
  refuseRequest,
} from '../../kernel/index.ts';
import { deliveryPolicy } from './delivery-policies.ts';
import { type DeliveryPlace, deliveryRows } from './delivery-store.ts';
import { type DeliveryView, deliveryView } from './delivery-view.ts';

const PAGE = 50;
/** How far a delivery has come stands in the outbox: so many are looked at for one page of a state. */
const LOOKED_AT_MOST = 500;
const LIST: PagedList<DeliveryPlace> = {
  name: 'member-delivery.list',
  place: z.strictObject({ at: z.string().max(40), id: z.uuid() }),
};

export interface ListDeliveries {
  readonly agency: string;
  readonly kind?: string | undefined;
  readonly channel?: string | undefined;
  readonly state?: string | undefined;
  readonly after?: string | undefined;
}

/**
 * What was sent to a member and how far it has come, the newest first, as far as the reader may see it. `next` goes on behind what was looked
 * at, so that a page of a rare state may be short. Refusals: `access.not-permitted`, `request.invalid`
 */
export async function listDeliveries(
  ctx: Ctx,
  { agency, kind, channel, state, after }: ListDeliveries,
): Promise<Result<{ readonly deliveries: DeliveryView[]; readonly next: string | null }>> {
  if (!deliveryPolicy.couldEver(ctx.actor, 'member-delivery.read', ctx.now))
    return refuseRequest('access.not-permitted');
  const filters = { agency, kind, channel, state };
  const place = await readCursor(ctx, LIST, filters, { text: after });
  if (!place.ok) return place;
  const most = state === undefined ? PAGE : LOOKED_AT_MOST;
  return ctx.transaction(async (tx) => {
    const found = await deliveryRows(tx, agency, { kind, channel }, most + 1, place.value);
    const looked = found.slice(0, most);
    const far = new Map(
      (
        await outboundProgress(
          tx,
          looked.map(({ message_key: key }) => key),
        )
      ).map((one) => [one.key, one]),
    );
    const mayRetry = deliveryPolicy.can(tx.actor, 'member-delivery.retry', { agency }, tx.now);
    const deliveries: DeliveryView[] = [];
    let last = looked.at(-1);
    for (const row of looked) {
      const view = deliveryView(row, far.get(row.message_key), mayRetry);
      if (state !== undefined && view.state !== state) continue;
      deliveries.push(view);
      if (deliveries.length < PAGE) continue;
      last = row;
      break;
    }
    const more = last !== undefined && (found.length > most || last !== looked.at(-1));
    const next =
      more && last ? await nextCursor(ctx, LIST, filters, { at: last.made_at.toISOString(), id: last.id }) : null;
    return ok({ deliveries, next });
  });
}
