import {
  actAs,
  actOnRecord,
  addDays,
  type Ctx,
  lookAtRecord,
  ok,
  type PersonActor,
  type Result,
  systemActor,
  type Tx,
  vietnamDate,
} from '../../kernel/index.ts';
import { lawOf } from '../../vocabulary/index.ts';
import { findAddressee } from '../addressees/addressee-store.ts';
import { makeStatement } from '../appeals/read-statement.ts';
import { findItem, moveItem } from '../items/item-store.ts';
import { countForLock } from '../locks/count-violations.ts';
import { watchItem } from '../looks/watch-item.ts';
import { refuse } from '../refusals.ts';
import type { ItemRow } from '../tables.ts';
import { composeOrder } from './compose-order.ts';
import { freezeDocument } from './freeze-document.ts';
import { openAddress } from './open-address.ts';
import { nextOrderState } from './order.ts';
import { startOrderClock } from './order-clocks.ts';
import { readyToSend, statementPage } from './order-exit.ts';
import { orderRecord } from './order-record.ts';
import { clockOf, preservedUntil } from './order-rule.ts';
import { insertOrderEvent, tookPart, updateOrder } from './order-store.ts';
import type { OrderRow } from './order-tables.ts';
import { type Power, powerFor } from './power.ts';
import { mayBeOrdered } from './propose-order.ts';
import { sendOrder } from './send-order.ts';

export interface IssueOrder {
  readonly order: string;
  readonly version?: number | undefined;
  /** The rule that it rests on, where several hold on the day. */
  readonly rule?: string | undefined;
}

export interface IssuedOrder {
  readonly dueAt: string | null;
  readonly sentBy: readonly string[];
}

/**
 * Orders what was proposed: the document is frozen, the clock runs, and the order leaves, in one transaction.
 * Refusals: `record.not-found`, `access.not-permitted`, `record.changed-meanwhile`, `order.same-person`, `order.wrong-state`, `order.no-rule`,
 * `order.no-power`, `order.item-not-verified`, `order.held`, `order.no-approved-contact`, `order.no-sender`, `order.lock-rule`,
 * `order.count-not-reached`
 */
export async function issueOrder(ctx: Ctx, input: IssueOrder): Promise<Result<IssuedOrder>> {
  const looked = await lookAtRecord(orderRecord, ctx, 'takedown-order.issue', input.order);
  if (!looked.ok) return looked;
  const { kind, addressee_kind: addressee, urgent } = looked.value;
  // A power that is missing is told after what the policy says of the person.
  const power =
    ctx.actor.kind === 'person'
      ? await powerFor(ctx, ctx.actor, { kind, addressee, urgent, rule: input.rule })
      : refuse('order.no-power');
  if (power.ok && ctx.actor.kind === 'person') {
    const ready = await readyToSend(ctx, ctx.actor.agency);
    if (!ready.ok) return ready;
  }
  return actOnRecord(
    orderRecord,
    ctx,
    'takedown-order.issue',
    { id: input.order, version: input.version },
    async (tx, row, actor) => {
      if (!power.ok) return power;
      if (actor.kind !== 'person') return refuse('order.no-power');
      return carryOut(ctx, tx, row, actor, power.value);
    },
  );
}

/** The act itself, for an order that stands in the table as proposed. */
export async function carryOut(
  ctx: Ctx,
  tx: Tx,
  row: OrderRow,
  actor: PersonActor,
  power: Power,
): Promise<Result<IssuedOrder>> {
  const state = nextOrderState(row.state, 'issue');
  if (state === undefined) return refuse('order.wrong-state');
  const item = await actAs(tx, systemActor('takedown.orders'), (system) => findItem(system, row.item_id, 'for update'));
  const may = await mayBeOrdered(tx, item);
  if (!may.ok) return may;
  if (actor.person === row.proposed_by || (await tookPart(tx, row.item_id, actor.person)))
    return refuse('order.same-person');
  // What was proposed on a count is ordered on the count of now: an appeal may have taken one away.
  const counted =
    row.lock_rule === null || row.lock_days === null
      ? undefined
      : await countForLock(tx, { item: row.item_id, kind: row.kind, rule: row.lock_rule, days: row.lock_days });
  if (counted && !counted.ok) return counted;
  const addressee = await findAddressee(tx, row.addressee_id);
  if (!addressee || addressee.ended_at !== null) return refuse('addressee.not-found');
  const order = { ...row, ordering_agency: actor.agency, urgent: row.urgent };
  const until = addDays(vietnamDate(tx.now), preservedUntil(lawOf(ctx.kernel), tx.now));
  const clock = await startOrderClock(ctx, tx, order, clockOf(power.rule, row.urgent), 'sent');
  const issued: OrderRow & { ordering_agency: string } = {
    ...order,
    state,
    version: row.version + 1,
    ordered_by: actor.person,
    ordered_at: tx.now,
    function_code: power.function.code,
    function_basis: power.function.basis,
    function_from: power.function.from,
    function_to: power.function.to,
    rule_id: power.rule.id,
    rule_source: power.rule.source,
    rule_verified: power.rule.verified,
    preserve_until: until,
    sent_at: tx.now,
    lock_counted: counted?.value ?? null,
    ...clock,
  };
  await updateOrder(tx, row.id, changed(issued));
  const address = await openAddress(ctx, tx, may.value, row.id);
  const statement = await actAs(tx, systemActor('takedown.orders'), (system) => makeStatement(system, issued));
  const digest = await freezeDocument(
    ctx,
    tx,
    row.id,
    'ORDER',
    composeOrder({
      order: issued,
      rule: power.rule,
      functionBasis: power.function.basis,
      agency: power.agency,
      place: power.place,
      signer: actor.name,
      addressee: addressee.name,
      address,
      at: tx.now,
      dueAt: clock.next_due_at,
      preserveUntil: until,
      ...(statement === undefined ? {} : { statement: { page: statementPage(ctx.kernel.config), code: statement } }),
    }),
  );
  const sent = await sendOrder(ctx, tx, issued);
  if (!sent.ok) return sent;
  await markOrdered(tx, may.value, issued);
  await watchItem(tx, may.value, issued.kind);
  await insertOrderEvent(tx, row.id, 'issued', { by: sent.value.join(' '), rule: power.rule.id });
  tx.audit({
    action: 'takedown-order.issue',
    object: { kind: 'takedown-order', id: row.id },
    codes: { kind: row.kind, rule: power.rule.id, function: power.function.code, document: digest, item: row.item_id },
  });
  return ok({ dueAt: clock.next_due_at?.toISOString() ?? null, sentBy: sent.value });
}

/** The columns that an issue writes. */
function changed(row: OrderRow): Partial<OrderRow> {
  const { state, version, ordered_by, ordering_agency, ordered_at, function_code, function_basis } = row;
  const { function_from, function_to, rule_id, rule_source, rule_verified, preserve_until, sent_at } = row;
  const { next_due_from, next_due_at, next_due_rule, lock_counted } = row;
  return {
    state,
    version,
    ordered_by,
    ordering_agency,
    ordered_at,
    function_code,
    function_basis,
    function_from,
    function_to,
    rule_id,
    rule_source,
    rule_verified,
    preserve_until,
    sent_at,
    next_due_from,
    next_due_at,
    next_due_rule,
    lock_counted,
  };
}

async function markOrdered(tx: Tx, item: ItemRow, order: OrderRow): Promise<void> {
  // Whoever told us of it learns that it was asked for; to the same order once more nothing is told.
  const telling = `takedown.tell-origins:${item.id}:ORDERED`;
  await tx.enqueue('takedown.tell-origins', { item: item.id, state: 'ORDERED' }, { key: telling });
  if (item.state === 'ORDERED' || item.state === 'GONE') return;
  await actAs(tx, systemActor('takedown.orders'), (system) =>
    moveItem(system, item, 'ordered', {}, { order: order.reference }),
  );
}
