import { lapseClocks } from '../../clocks/index.ts';
import { actOnRecord, type Ctx, HOUR, lookAtRecord, ok, parseId, type Result } from '../../kernel/index.ts';
import { isNextRung } from '../addressees/addressee.ts';
import { findAddressee } from '../addressees/addressee-store.ts';
import { silenceEnds } from '../addressees/ladder.ts';
import { findItem } from '../items/item-store.ts';
import { lookRules } from '../looks/look-rules.ts';
import { refuse } from '../refusals.ts';
import { carryOut, type IssuedOrder } from './issue-order.ts';
import { nextOrderState } from './order.ts';
import { NO_CLOCK, ofOrder } from './order-clocks.ts';
import { readyToSend } from './order-exit.ts';
import { orderKind } from './order-lists.ts';
import { orderRecord } from './order-record.ts';
import { insertOrder, insertOrderEvent, openOrderOf, updateOrder } from './order-store.ts';
import { isOnLadder, type OrderRow } from './order-tables.ts';
import { powerFor } from './power.ts';
import { newOrder } from './propose-order.ts';
import { stopSending, tellMember } from './send-order.ts';

/**
 * Passes an order up the ladder: after a refusal or a false word that it is done at once, after silence when the time of the next rung is over, after
 * a word that nothing confirms when its time is. The new order goes to
 * another addressee under today's power, and follows the old one; whoever proposed the first stands as who proposed it.
 * Refusals: `record.not-found`, `access.not-permitted`, `order.wrong-state`, `order.not-due`, `order.not-next-rung`, `addressee.not-found`, and
 * those of `issueOrder`
 */
export async function escalateOrder(
  ctx: Ctx,
  input: {
    readonly order: string;
    readonly version?: number | undefined;
    readonly addressee: string;
    /** Another kind, where the next rung does another thing, as a provider that blocks what a platform would have removed. */
    readonly kind?: string | undefined;
    readonly rule?: string | undefined;
  },
): Promise<Result<IssuedOrder & { readonly id: string; readonly reference: string }>> {
  const looked = await lookAtRecord(orderRecord, ctx, 'takedown-order.escalate', input.order);
  if (!looked.ok) return looked;
  const { actor } = ctx;
  const asksFor = parseId<'addressee'>(input.addressee);
  if (asksFor === undefined) return refuse('addressee.not-found');
  const found = await ctx.transaction(async (tx) => ok(await findAddressee(tx, asksFor)), { keep: true });
  if (!found.ok) return found;
  const to = found.value;
  if (!to || to.ended_at !== null || !isOnLadder(to)) return refuse('addressee.not-found');
  const kind = input.kind ?? (to.kind === 'ISP' ? 'LIMIT_IN_VN' : looked.value.kind);
  if (!orderKind.has(kind)) return refuse('order.no-rule', { field: 'kind' });
  const asked = { kind, addressee: to.kind, rule: input.rule };
  // A rule without an urgent clock binds whoever is asked later by its own.
  const urgentPower =
    actor.kind === 'person' && looked.value.urgent ? await powerFor(ctx, actor, { ...asked, urgent: true }) : undefined;
  const urgent = urgentPower?.ok === true;
  const power =
    actor.kind !== 'person'
      ? refuse('order.no-power')
      : urgentPower?.ok
        ? urgentPower
        : await powerFor(ctx, actor, { ...asked, urgent: false });
  if (power.ok && actor.kind === 'person') {
    const ready = await readyToSend(ctx, actor.agency);
    if (!ready.ok) return ready;
  }
  const on = { id: input.order, version: input.version };
  return actOnRecord(orderRecord, ctx, 'takedown-order.escalate', on, async (tx, row, person) => {
    const state = nextOrderState(row.state, 'escalate');
    if (state === undefined || person.kind !== 'person') return refuse('order.wrong-state');
    if (to.id === row.addressee_id || !isNextRung(row.addressee_kind, to.kind)) return refuse('order.not-next-rung');
    const ends = passedFrom(row, to.kind);
    if (ends === undefined || ends > tx.now) return refuse('order.not-due');
    if (!power.ok) return power;
    const item = await findItem(tx, row.item_id);
    if (!item) return refuse('order.item-not-verified');
    if (await openOrderOf(tx, item.id, to.id, kind)) return refuse('order.open-already');
    await lapseClocks(tx, ofOrder(row.id));
    await stopSending(tx, row);
    await updateOrder(tx, row.id, { ...NO_CLOCK, overdue: row.overdue, state, version: row.version + 1 });
    const { lock_rule, lock_days } = row;
    const lock = lock_rule === null || lock_days === null ? undefined : { rule: lock_rule, days: lock_days };
    const next = newOrder(tx, {
      item,
      addressee: to,
      kind,
      reasons: row.reasons,
      urgent,
      follows: row.id,
      lock,
      proposedBy: row.proposed_by,
      proposedAgency: row.proposed_agency,
    });
    await insertOrder(tx, next);
    const issued = await carryOut(ctx, tx, next, person, power.value);
    if (!issued.ok) return issued;
    await insertOrderEvent(tx, row.id, 'escalated', { to: next.reference, rung: to.kind });
    await tellMember(tx, row, 'takedown-order.changed');
    tx.audit({
      action: 'takedown-order.escalate',
      object: { kind: 'takedown-order', id: row.id },
      codes: { next: next.id, rung: to.kind },
    });
    return ok({ id: next.id, reference: next.reference, ...issued.value });
  });
}

/** From when on the addressee of an order may be passed by for one of a rung. */
function passedFrom(row: OrderRow, to: Parameters<typeof silenceEnds>[2]): Date | undefined {
  const { state, contradicted_at: contradicted, answered_at: answered, next_due_from: from, next_due_at: due } = row;
  if (state === 'REFUSED') return answered ?? row.sent_at ?? undefined;
  if (state === 'CLAIMED') return answered ? new Date(answered.getTime() + lookRules.claimHours * HOUR) : undefined;
  if (contradicted !== null) return contradicted;
  return from && due ? silenceEnds(from, due, to) : undefined;
}
