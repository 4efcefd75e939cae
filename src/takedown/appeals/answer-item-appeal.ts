import {
  actAs,
  type Ctx,
  ok,
  type PersonActor,
  parseId,
  type Result,
  readTextInput,
  refuseRequest,
  systemActor,
  type TextRule,
  type Tx,
} from '../../kernel/index.ts';
import { agencyDetail } from '../../members/index.ts';
import { overturnAlerts } from '../alerts/rest-on-items.ts';
import { endEntry } from '../blocklists/end-block.ts';
import { findItem, moveItem } from '../items/item-store.ts';
import { stillReached } from '../locks/count-violations.ts';
import { accountOfItem, itemsOfAccount } from '../locks/violation-store.ts';
import { takeOrderBack } from '../orders/end-order.ts';
import { nextOrderState } from '../orders/order.ts';
import { insertOrderEvent, ordersOfItem } from '../orders/order-store.ts';
import { tellAddressee, tellMember } from '../orders/send-order.ts';
import { refuse } from '../refusals.ts';
import { openJson, sealJson } from '../sealed-json.ts';
import type { ItemRow } from '../tables.ts';
import { type ActedOn, actedOnItem, hadPart } from './acted-on-item.ts';
import { itemAppealPolicy } from './appeal-policies.ts';
import type { AppealWords } from './appeal-tables.ts';
import { itemAppealById, updateItemAppeal } from './item-appeal-store.ts';

export const ITEM_APPEAL_ANSWER: TextRule = { most: 3_000, lines: true };
const APPEALS = systemActor('takedown.appeals');

export interface AppealReached {
  readonly orders: number;
  readonly blocks: number;
  /** Alerts that rested on it: their issuers recall or correct them. */
  readonly alerts: number;
}

/**
 * Answers an appeal for all who acted on the item. Upheld, each order that left is taken back, each block of the place ends, whoever issued
 * an alert that rests on it has to recall or correct it, the item counts as lawful and so for no rule any more; dismissed, what was done stands. Each addressee is told by the ways by which it had the order.
 * Never by somebody who had a part in it.
 * Refusals: those of a text, `access.not-permitted`, `item-appeal.not-found`, `item-appeal.not-yours`
 */
export async function answerItemAppeal(
  ctx: Ctx,
  input: { readonly id: string; readonly upheld: boolean; readonly answer: string },
): Promise<Result<AppealReached>> {
  const { actor } = ctx;
  const id = parseId<'item-appeal'>(input.id);
  if (actor.kind !== 'person' || !itemAppealPolicy.couldEver(actor, 'item-appeal.answer', ctx.now)) {
    await ctx.auditRefused({ action: 'item-appeal.answer', codes: { refusal: 'access.not-permitted' } });
    return refuseRequest('access.not-permitted');
  }
  if (id === undefined) return refuse('item-appeal.not-found');
  const text = readTextInput(input.answer, 'answer', ITEM_APPEAL_ANSWER);
  if (!text.ok) return text;
  const agency = await agencyDetail(ctx, { code: actor.agency });
  const agencyName = agency.ok ? agency.value.agency.nameVi : actor.agency;
  return ctx.transaction(async (tx): Promise<Result<AppealReached>> => {
    const row = await itemAppealById(tx, id, 'for update');
    if (row?.state !== 'OPEN') return refuse('item-appeal.not-found');
    const answered = await actAs(tx, APPEALS, async (system): Promise<Result<AppealReached>> => {
      const item = await findItem(system, row.item_id, 'for update');
      if (!item) return refuse('item-appeal.not-found');
      const acted = await actedOnItem(ctx.kernel, system, item);
      if (await hadPart(system, item, acted, actor.person)) return refuse('item-appeal.not-yours');
      return input.upheld
        ? ok(await overturn(ctx, system, item, acted, { actor, agencyName }))
        : ok(await standBy(ctx, system, acted));
    });
    if (!answered.ok) return answered;
    const { orders, blocks, alerts } = answered.value;
    const words: AppealWords = { ...(await openJson<AppealWords>(ctx.kernel, 'item_appeal', row)), answer: text.value };
    const state = input.upheld ? 'UPHELD' : 'DISMISSED';
    await updateItemAppeal(tx, id, {
      state,
      answered_by: actor.person,
      answered_agency: actor.agency,
      answered_at: tx.now,
      orders_reached: orders,
      blocks_reached: blocks,
      alerts_reached: alerts,
      sealed: await sealJson(ctx.kernel, 'item_appeal', id, words),
    });
    tx.audit({
      action: 'item-appeal.answer',
      object: { kind: 'content-item', id: row.item_id },
      codes: { state, orders, blocks, alerts },
    });
    tx.notify({ topic: 'item-appeal.answered', id, roles: ['takedown_officer'], records: [row.item_id] });
    return answered;
  });
}

async function overturn(
  ctx: Ctx,
  tx: Tx,
  item: ItemRow,
  { orders, blocks }: ActedOn,
  by: { readonly actor: PersonActor; readonly agencyName: string },
): Promise<AppealReached> {
  let reached = 0;
  // What only waits to be ordered falls with the rest.
  for (const order of await ordersOfItem(tx, item.id)) {
    if (nextOrderState(order.state, 'cancel') === undefined) continue;
    await takeOrderBack(ctx, tx, order, { person: by.actor.person, signer: by.actor.name, ...by, reason: 'APPEAL' });
    if (orders.some(({ id }) => id === order.id)) reached += 1;
    await insertOrderEvent(tx, order.id, 'appeal-upheld', {});
  }
  for (const entry of blocks) await endEntry(tx, entry, 'REMOVED', 'APPEAL', 'appeal-upheld');
  const now = await findItem(tx, item.id, 'for update');
  if (now) await moveItem(tx, now, 'overturned', { national_class: 'N0', not_illegal_reason: 'APPEAL' });
  const alerts = await overturnAlerts(tx, item.id);
  return { orders: reached + (await recount(ctx, tx, item, by)), blocks: blocks.length, alerts };
}

/** The account may have been locked by a count that this item was one of: a lock that the count no longer bears is taken back. */
async function recount(
  ctx: Ctx,
  tx: Tx,
  item: ItemRow,
  by: { readonly actor: PersonActor; readonly agencyName: string },
): Promise<number> {
  const account = await accountOfItem(tx, item.id);
  let taken = 0;
  for (const other of account === undefined ? [] : await itemsOfAccount(tx, account))
    for (const order of await ordersOfItem(tx, other)) {
      const { lock_rule: rule, lock_days: days, kind } = order;
      if (rule === null || days === null || nextOrderState(order.state, 'cancel') === undefined) continue;
      // By the rule that it rests on, also where that rule holds no more today.
      const stands = await stillReached(tx, account as Buffer, rule, order.ordered_at ?? tx.now);
      if (stands) continue;
      await takeOrderBack(ctx, tx, order, { person: by.actor.person, signer: by.actor.name, ...by, reason: 'APPEAL' });
      await insertOrderEvent(tx, order.id, 'recounted', { kind });
      if (order.sent_at !== null) taken += 1;
    }
  return taken;
}

async function standBy(ctx: Ctx, tx: Tx, { orders, blocks, alerts }: ActedOn): Promise<AppealReached> {
  const standing = orders.filter(({ state }) => nextOrderState(state, 'cancel') !== undefined);
  for (const order of standing) {
    await insertOrderEvent(tx, order.id, 'appeal-dismissed', {});
    await tellMember(tx, order, 'takedown-order.changed');
    await tellAddressee(ctx, tx, order, 'takedown-order-appealed');
  }
  return { orders: standing.length, blocks: blocks.length, alerts: alerts.length };
}
