import { type ClockKind, cancelClocks, meetClocks, type NextDue, nextDue, startClocks } from '../../clocks/index.ts';
import type { Ctx, Tx } from '../../kernel/index.ts';
import { lawOf } from '../../vocabulary/index.ts';
import { ORDER } from './order-record.ts';
import { retimeOrders, updateOrder } from './order-store.ts';
import type { OrderRow } from './order-tables.ts';

/** Our own answer to an addressee that says that an order is impossible. */
export const CLARIFY = 'DL-TD-CLARIFY';
export const ofOrder = (id: string) => ({ kind: ORDER, id }) as const;

/**
 * Starts a clock of an order and gives the columns of its row.
 * @param occurrence what started it: the same again starts nothing
 */
export async function startOrderClock(
  ctx: Ctx,
  tx: Tx,
  order: Pick<OrderRow, 'id' | 'item_id' | 'urgent'> & { readonly ordering_agency: string },
  code: string,
  occurrence: string,
): Promise<NextDue> {
  await startClocks(tx, {
    law: lawOf(ctx.kernel),
    object: ofOrder(order.id),
    record: order.item_id,
    codes: [code],
    startedAt: tx.now,
    occurrence,
    urgency: order.urgent ? 'U1' : undefined,
    ownerAgency: order.ordering_agency,
    line: 'orders',
  });
  return nextDue(tx, ofOrder(order.id));
}

export const NO_CLOCK = { next_due_from: null, next_due_at: null, next_due_rule: null, overdue: false } as const;

/** What the order asked for is said to be done. */
export async function meetOrderClocks(tx: Tx, order: string, at: Date): Promise<typeof NO_CLOCK> {
  await meetClocks(tx, ofOrder(order), { at });
  return NO_CLOCK;
}

/** What the order asked for fell away. */
export async function dropOrderClocks(tx: Tx, order: string): Promise<typeof NO_CLOCK> {
  await cancelClocks(tx, ofOrder(order));
  return NO_CLOCK;
}

/** Orders, for the engine of clocks. The hours of the law run through every holiday, and through the addressee's nights. */
export const orderClocks: ClockKind = {
  kind: ORDER,
  words: { vi: 'Yêu cầu gỡ bỏ', en: 'Takedown order' },
  supervisedBy: 'COORDINATE_VNCOP',
  told: {
    dueSoon: ['takedown_officer'],
    breached: ['takedown_officer'],
    PROVINCE: [],
    CENTRAL: ['vncop_coordinator'],
  },
  page: (id) => `/noi-dung/lenh/${id}`,
  moved: (tx, clocks) => retimeOrders(tx, clocks),
  breached: async (tx, clocks) => {
    for (const { object } of clocks) {
      await updateOrder(tx, object, { overdue: true });
      tx.notify({ topic: 'content.order', id: object, roles: ['takedown_officer'] });
    }
  },
};
