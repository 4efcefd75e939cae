import {
  addDays,
  type Ctx,
  isDate,
  newId,
  ok,
  parseId,
  type Result,
  refuseRequest,
  vietnamDate,
} from '../../kernel/index.ts';
import { functionsHeld } from '../../members/index.ts';
import { findItem } from '../items/item-store.ts';
import { refuse } from '../refusals.ts';
import { mayAs } from './may-as.ts';
import { holdReason } from './order-lists.ts';
import { holdPolicy } from './order-policies.ts';
import { findHold, findHoldById, insertHold, openHolds, updateHold } from './order-store.ts';

const REVIEW_DAYS = 30;
const HOLD_DAYS = 180;

/**
 * The police keep an item where it is, for a reason, to a day, with a day of review before: the alternative to an order.
 * Refusals: `access.not-permitted`, `content-item.not-found`, `order.item-not-verified`, `order.no-power`, `police-hold.unusable`, `police-hold.there-already`
 */
export async function holdItem(
  ctx: Ctx,
  input: { readonly item: string; readonly reason: string; readonly reviewOn: string; readonly until: string },
): Promise<Result<{ readonly id: string }>> {
  const may = await mayAs(ctx, 'police-hold.place');
  if (!may.ok) return may;
  const actor = may.value;
  const { reason } = input;
  if (!holdReason.has(reason)) return refuse('police-hold.unusable', { field: 'reason' });
  const today = vietnamDate(ctx.now);
  const fits = (day: string, most: number) => isDate(day) && day > today && day <= addDays(today, most);
  if (!fits(input.reviewOn, REVIEW_DAYS)) return refuse('police-hold.unusable', { field: 'reviewOn' });
  if (!fits(input.until, HOLD_DAYS) || input.until < input.reviewOn)
    return refuse('police-hold.unusable', { field: 'until' });
  const held = (await functionsHeld(ctx, { agency: actor.agency }))?.functions.find(
    (one) => one.functionCode === 'INVESTIGATE',
  );
  if (!held) return refuse('order.no-power');
  return ctx.transaction(async (tx) => {
    const asked = parseId<'content-item'>(input.item);
    const item = asked && (await findItem(tx, asked));
    if (!item) return refuse('content-item.not-found');
    // What is ordered down is not held: the order is taken back first.
    if (item.state !== 'VERIFIED' && item.state !== 'RETURNED') return refuse('order.item-not-verified');
    if (await findHold(tx, item.id)) return refuse('police-hold.there-already');
    const id = newId<'police-hold'>(tx.now.getTime());
    await insertHold(tx, {
      id,
      item_id: item.id,
      reason,
      agency: actor.agency,
      function_basis: held.legalBasis,
      placed_by: actor.person,
      placed_at: tx.now,
      review_on: input.reviewOn,
      until_day: input.until,
      ended_at: null,
      ended_by: null,
    });
    tx.audit({ action: 'police-hold.place', object: { kind: 'content-item', id: item.id }, codes: { reason } });
    return ok({ id });
  });
}

/** Ends a hold: the item may be ordered down. Refusals: `record.not-found`, `access.not-permitted` */
export async function endHold(ctx: Ctx, input: { readonly hold: string }): Promise<Result<void>> {
  return ctx.transaction(async (tx) => {
    const asked = parseId<'police-hold'>(input.hold);
    const seen = asked && (await findHoldById(tx, asked));
    if (!seen || seen.ended_at !== null) return refuseRequest('record.not-found');
    const { actor } = ctx;
    if (actor.kind !== 'person' || !holdPolicy.can(actor, 'police-hold.end', seen, ctx.now))
      return refuseRequest('access.not-permitted');
    await updateHold(tx, seen.id, { ended_at: tx.now, ended_by: actor.person });
    tx.audit({
      action: 'police-hold.end',
      object: { kind: 'content-item', id: seen.item_id },
      codes: { reason: seen.reason },
    });
    return ok();
  });
}

export interface HoldInList {
  readonly id: string;
  readonly item: { readonly id: string; readonly reference: string };
  readonly reason: string;
  readonly agency: string;
  readonly reviewOn: string;
  readonly until: string;
  /** The actor may end it. */
  readonly ends: boolean;
}

/** What the police hold now. Refusals: `access.not-permitted` */
export async function listHolds(ctx: Ctx): Promise<Result<HoldInList[]>> {
  const may = await mayAs(ctx, 'takedown-order.report');
  if (!may.ok) return may;
  return ctx.transaction(async (tx) =>
    ok(
      (await openHolds(tx, 500)).map((row) => ({
        id: row.id,
        item: { id: row.item_id, reference: row.item_reference },
        reason: row.reason,
        agency: row.agency,
        reviewOn: row.review_on,
        until: row.until_day,
        ends: holdPolicy.can(ctx.actor, 'police-hold.end', row, ctx.now),
      })),
    ),
  );
}
