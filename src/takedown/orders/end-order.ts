import { actAs, actOnRecord, type Ctx, ok, type Result, systemActor, type Tx } from '../../kernel/index.ts';
import { agencyDetail } from '../../members/index.ts';
import { addresseeNames } from '../addressees/addressee-store.ts';
import { findItem, moveItem } from '../items/item-store.ts';
import { refuse } from '../refusals.ts';
import { composeLetter } from './compose-order.ts';
import { freezeDocument } from './freeze-document.ts';
import { nextOrderState, standingStates } from './order.ts';
import { dropOrderClocks } from './order-clocks.ts';
import { orderEndReason } from './order-lists.ts';
import { orderRecord } from './order-record.ts';
import { insertOrderEvent, ordersOfItem, updateOrder } from './order-store.ts';
import type { OrderRow } from './order-tables.ts';
import { stopSending, tellAddressee, tellMember } from './send-order.ts';

export interface EndOrder {
  readonly order: string;
  readonly version?: number | undefined;
  readonly reason: string;
}

/** Turns a proposal down. Refusals: `record.not-found`, `access.not-permitted`, `order.wrong-state`, `order.reason-missing` */
export function declineOrder(ctx: Ctx, input: EndOrder): Promise<Result<void>> {
  const on = { id: input.order, version: input.version };
  return actOnRecord(orderRecord, ctx, 'takedown-order.decline', on, async (tx, row, actor) => {
    const state = nextOrderState(row.state, 'decline');
    if (state === undefined || actor.kind !== 'person') return refuse('order.wrong-state');
    if (!orderEndReason.has(input.reason)) return refuse('order.reason-missing', { field: 'reason' });
    await updateOrder(tx, row.id, {
      state,
      version: row.version + 1,
      ended_at: tx.now,
      ended_by: actor.person,
      end_reason: input.reason,
    });
    await insertOrderEvent(tx, row.id, 'declined', { reason: input.reason });
    tx.audit({
      action: 'takedown-order.decline',
      object: { kind: 'takedown-order', id: row.id },
      codes: { reason: input.reason },
    });
    return ok();
  });
}

/**
 * Takes an order back: its clock is cancelled, what still waits to be sent does not leave, and the addressee is told.
 * Refusals: `record.not-found`, `access.not-permitted`, `order.wrong-state`, `order.reason-missing`
 */
export async function cancelOrder(ctx: Ctx, input: EndOrder): Promise<Result<void>> {
  const name = ctx.actor.kind === 'person' ? await agencyDetail(ctx, { code: ctx.actor.agency }) : undefined;
  const on = { id: input.order, version: input.version };
  return actOnRecord(orderRecord, ctx, 'takedown-order.cancel', on, async (tx, row, actor) => {
    const state = nextOrderState(row.state, 'cancel');
    if (state === undefined || actor.kind !== 'person') return refuse('order.wrong-state');
    if (!orderEndReason.has(input.reason)) return refuse('order.reason-missing', { field: 'reason' });
    const stopped = await takeOrderBack(ctx, tx, row, {
      person: actor.person,
      signer: actor.name,
      reason: input.reason,
      agencyName: name?.ok ? name.value.agency.nameVi : actor.agency,
    });
    await freeItem(tx, row.item_id);
    tx.audit({
      action: 'takedown-order.cancel',
      object: { kind: 'takedown-order', id: row.id },
      codes: { reason: input.reason, stopped },
    });
    return ok();
  });
}

/**
 * The act itself, for an order that may be taken back: its clock is cancelled, what still waits does not leave, and whoever may have it is
 * told, with the document. @returns how many messages did not leave
 */
export async function takeOrderBack(
  ctx: Ctx,
  tx: Tx,
  row: OrderRow,
  by: { readonly person: string; readonly signer: string; readonly agencyName: string; readonly reason: string },
): Promise<number> {
  const state = nextOrderState(row.state, 'cancel');
  if (state === undefined) throw new Error(`an order that is ${row.state} is not taken back`);
  const { person, signer, agencyName: agency, reason } = by;
  const ended = { ended_at: tx.now, ended_by: person, end_reason: reason } as const;
  await updateOrder(tx, row.id, {
    state,
    version: row.version + 1,
    ...ended,
    ...(await dropOrderClocks(tx, row.id)),
  });
  const stopped = await stopSending(tx, row);
  if (row.sent_at !== null) {
    await freezeDocument(
      ctx,
      tx,
      row.id,
      'WITHDRAWAL',
      composeLetter({
        order: row,
        agency,
        signer,
        at: tx.now,
        text: null,
        withdrawal: true,
        addressee: (await addresseeNames(tx, [row.addressee_id])).get(row.addressee_id) ?? '',
      }),
    );
    await tellAddressee(ctx, tx, row, 'takedown-order-withdrawn');
  }
  await tellMember(tx, row, 'takedown-order.changed');
  await insertOrderEvent(tx, row.id, 'cancelled', { reason, stopped });
  return stopped;
}

/** An item of which no order stands any more is verified and nothing else: it shows among those with neither order nor hold. */
async function freeItem(tx: Tx, id: string): Promise<void> {
  await actAs(tx, systemActor('takedown.orders'), async (system) => {
    const standing = (await ordersOfItem(system, id)).some(({ state }) =>
      (standingStates as readonly string[]).includes(state),
    );
    const item = standing ? undefined : await findItem(system, id, 'for update');
    if (item?.state === 'ORDERED') await moveItem(system, item, 'order-withdrawn');
  });
}
