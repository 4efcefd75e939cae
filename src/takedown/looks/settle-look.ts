import { nextDue, resumeClocks } from '../../clocks/index.ts';
import { type Ctx, MINUTE, type Tx } from '../../kernel/index.ts';
import { postNotice } from '../../members/index.ts';
import { moveItem } from '../items/item-store.ts';
import { nextOrderState } from '../orders/order.ts';
import { meetOrderClocks, ofOrder } from '../orders/order-clocks.ts';
import { ORDER, tellOrder } from '../orders/order-record.ts';
import { insertOrderEvent, updateOrder } from '../orders/order-store.ts';
import type { OrderRow } from '../orders/order-tables.ts';
import { stopSending, tellMember, tellStillThere } from '../orders/send-order.ts';
import type { ItemRow } from '../tables.ts';
import { lookRules, nextLook } from './look-rules.ts';
import { allMissed, lapseSeenGone, watchGone } from './look-store.ts';

const auditOf = (item: ItemRow, codes: Readonly<Record<string, string | number | boolean>>) => ({
  organisation: item.agency,
  action: 'content-item.look',
  object: { kind: 'content-item', id: item.id },
  codes,
});

const OPEN = ['SENT', 'ACKNOWLEDGED', 'SUSPENDED', 'CLAIMED', 'REFUSED'];
const asksForIt = (order: OrderRow): boolean =>
  OPEN.includes(order.state) && lookRules.checkedKinds.includes(order.kind);

/** Where every address of an item has been missed often enough, it is gone: what was ordered is done, and the reporter is told once. */
export async function settleGone(tx: Tx, item: ItemRow, orders: readonly OrderRow[]): Promise<void> {
  const since = await allMissed(tx, item.id, lookRules.missesNeeded);
  if (since !== undefined) await endItem(tx, item, orders, since);
}

/**
 * The item is gone since a moment: orders are done, the reporter is told once, and its addresses are watched.
 * @param by.persons two people say so, where no look can
 * @returns whether it could end
 */
export async function endItem(
  tx: Tx,
  item: ItemRow,
  orders: readonly OrderRow[],
  since: Date,
  { persons = false }: { readonly persons?: boolean } = {},
): Promise<boolean> {
  const state = await moveItem(tx, item, 'gone', {}, { since: since.toISOString(), persons });
  if (state === undefined) return false;
  if (!persons) await lapseSeenGone(tx, item.id);
  await watchGone(tx, item.id, nextLook(tx.now, 'GONE', 0));
  for (const order of orders.filter(asksForIt)) {
    const next = nextOrderState(order.state, 'gone');
    if (next === undefined) continue;
    // Done when the first of the looks missed it, not when the last one proved it.
    const clock = await meetOrderClocks(tx, order.id, since);
    await updateOrder(tx, order.id, {
      ...clock,
      state: next,
      version: order.version + 1,
      ended_at: tx.now,
      ...(since.getTime() < (order.next_due_at?.getTime() ?? Number.MAX_SAFE_INTEGER) ? { overdue: false } : {}),
    });
    await stopSending(tx, order);
    await insertOrderEvent(tx, order.id, 'gone', { since: since.toISOString() });
    await tellMember(tx, order, 'takedown-order.changed');
    await tellOfficers(tx, order, 'takedown-order.gone');
    tellOrder(tx, { ...order, state: next });
  }
  await askToTell(tx, item.id, state);
  tx.audit(auditOf(item, { state, persons }));
  return true;
}

/** What was gone is there again: counted, whoever was told of its removal is told, and somebody has to order it anew. */
export async function settleReturn(tx: Tx, item: ItemRow, orders: readonly OrderRow[]): Promise<void> {
  const state = await moveItem(tx, item, 'returned');
  if (state === undefined) return;
  const before = orders.findLast((one) => one.state === 'GONE');
  if (before) {
    await insertOrderEvent(tx, before.id, 'returned');
    await tellOfficers(tx, before, 'takedown-order.returned');
    tellOrder(tx, before);
  }
  await askToTell(tx, item.id, state);
  tx.audit(auditOf(item, { state }));
}

/** Whoever told us of it hears what became of it, outside this transaction. */
export const askToTell = (tx: Tx, item: string, state: string): Promise<void> =>
  tx.enqueue('takedown.tell-origins', { item, state }, { key: `takedown.tell-origins:${item}:${state}` });

/** Said to be done, and found after the time that caches take: the clock runs on as if nothing had been said, and the addressee is told. */
export async function contradict(ctx: Ctx, tx: Tx, item: ItemRow, orders: readonly OrderRow[]): Promise<void> {
  const late = tx.now.getTime() - lookRules.claimGraceMinutes * MINUTE;
  for (const order of orders) {
    const { answered_at: answered } = order;
    if (order.state !== 'CLAIMED' || !asksForIt(order) || answered === null || answered.getTime() > late) continue;
    const state = nextOrderState(order.state, 'returned');
    if (state === undefined) continue;
    const met = order.outcome === 'ACTIONED' && order.removed_at !== null ? order.removed_at : answered;
    await resumeClocks(tx, ofOrder(order.id), { at: met });
    const due = await nextDue(tx, ofOrder(order.id));
    await updateOrder(tx, order.id, {
      ...due,
      state,
      version: order.version + 1,
      removed_at: null,
      outcome: null,
      contradicted_at: tx.now,
      contradictions: order.contradictions + 1,
      overdue: due.next_due_at !== null && due.next_due_at < tx.now,
    });
    await insertOrderEvent(tx, order.id, 'still-there');
    await tellStillThere(ctx, tx, order);
    await tellOfficers(tx, order, 'takedown-order.still-there');
    tellOrder(tx, { ...order, state });
    tx.audit(auditOf(item, { order: order.id, stillThere: true }));
  }
}

async function tellOfficers(
  tx: Tx,
  order: OrderRow,
  kind: 'takedown-order.gone' | 'takedown-order.returned' | 'takedown-order.still-there',
): Promise<void> {
  if (order.ordering_agency === null) return;
  await postNotice(
    tx,
    { roles: ['takedown_officer'], agency: order.ordering_agency },
    { kind, object: { kind: ORDER, id: order.id }, record: order.item_id, facts: { kind: order.kind } },
  );
}
