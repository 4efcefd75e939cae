import {
  actAs,
  actOnRecord,
  type Ctx,
  newId,
  ok,
  type Result,
  readOptionalText,
  systemActor,
  type TextRule,
} from '../../kernel/index.ts';
import { postNotice } from '../../members/index.ts';
import { addresseeNames } from '../addressees/addressee-store.ts';
import { holdsMedia } from '../holds-media.ts';
import { lookSoon } from '../looks/watch-item.ts';
import { refuse } from '../refusals.ts';
import { sealJson } from '../sealed-json.ts';
import { composeAnswer } from './compose-order.ts';
import { freezeDocument } from './freeze-document.ts';
import { answers, moveOfAnswer, nextOrderState, type OrderAnswer, type OrderState } from './order.ts';
import { CLARIFY, dropOrderClocks, meetOrderClocks, startOrderClock } from './order-clocks.ts';
import { impossibilityGround } from './order-lists.ts';
import { orderRecord } from './order-record.ts';
import { findDocument, insertOrderEvent, updateOrder } from './order-store.ts';
import type { OrderRow } from './order-tables.ts';

export interface AnswerOrder {
  readonly order: string;
  readonly version?: number | undefined;
  readonly answer: string;
  /** When it was removed; now where absent. */
  readonly at?: Date | undefined;
  /** Of an answer that it is impossible. */
  readonly ground?: string | undefined;
  readonly text?: string | undefined;
}

export const ANSWER_TEXT: TextRule = {
  most: 2_000,
  lines: true,
  refusals: { 'too-long': refuse('order.text-too-long', { field: 'text' }) },
};

/** Orders that are answered again the same way, as a webhook that is repeated, are not answered twice. */
const repeats = (row: OrderRow, answer: OrderAnswer): boolean =>
  (answer === 'ACKNOWLEDGED' && row.state === 'ACKNOWLEDGED' && row.resumed_at === null) ||
  (row.outcome === answer && (row.state === 'CLAIMED' || row.state === 'REFUSED')) ||
  (answer === 'IMPOSSIBLE' && row.state === 'SUSPENDED');

/**
 * What the addressee says of an order: by a person of the member, its machine, or its signed webhook (as the platform, which verified it).
 * What is said to be done is not believed: the item is looked at. What is impossible stops the clock, once, and starts ours.
 * Refusals: `record.not-found`, `access.not-permitted`, `record.changed-meanwhile`, `order.answer-unusable`, `order.text-too-long`,
 * `order.holds-media`, `order.suspended-before`, `order.wrong-state`
 */
export async function answerOrder(ctx: Ctx, input: AnswerOrder): Promise<Result<{ readonly state: OrderState }>> {
  if (!(answers as readonly string[]).includes(input.answer))
    return refuse('order.answer-unusable', { field: 'answer' });
  const answer = input.answer as OrderAnswer;
  const text = readOptionalText(input.text, 'text', ANSWER_TEXT);
  if (!text.ok) return text;
  if (text.value !== undefined && holdsMedia(text.value)) return refuse('order.holds-media', { field: 'text' });
  const on = { id: input.order, version: input.version };
  return actOnRecord(orderRecord, ctx, 'takedown-order.answer', on, async (tx, row, actor) => {
    if (repeats(row, answer)) return ok({ state: row.state });
    const state = nextOrderState(row.state, moveOfAnswer[answer]);
    if (answer === 'IMPOSSIBLE' && row.suspended_at !== null) return refuse('order.suspended-before');
    if (state === undefined || row.sent_at === null || row.ordering_agency === null) return refuse('order.wrong-state');
    const done = answer === 'ACTIONED' || answer === 'ALREADY_GONE';
    const removedAt = done ? (input.at ?? tx.now) : null;
    if (removedAt !== null && (Number.isNaN(removedAt.getTime()) || removedAt > tx.now))
      return refuse('order.answer-unusable', { field: 'at' });
    if (answer === 'ACTIONED' && removedAt !== null && removedAt < row.sent_at)
      return refuse('order.answer-unusable', { field: 'at' });
    const { ground } = input;
    if ((answer === 'IMPOSSIBLE') !== (ground !== undefined))
      return refuse('order.answer-unusable', { field: 'ground' });
    if (ground !== undefined && !impossibilityGround.has(ground))
      return refuse('order.answer-unusable', { field: 'ground' });
    const refusal = answer === 'NOT_OURS' || answer === 'REVIEWED_NO_ACTION';
    if (refusal && answer === 'REVIEWED_NO_ACTION' && text.value === undefined)
      return refuse('order.answer-unusable', { field: 'text' });
    const ordering = { ...row, ordering_agency: row.ordering_agency };
    // The rows of an order, of its clocks and of our people's inboxes are ours: what the addressee may do was asked above.
    await actAs(tx, systemActor('takedown.orders'), async (system) => {
      const clock = done
        ? await meetOrderClocks(system, row.id, answer === 'ACTIONED' && removedAt ? removedAt : tx.now)
        : answer === 'ACKNOWLEDGED'
          ? {}
          : answer === 'IMPOSSIBLE'
            ? {
                ...(await dropOrderClocks(system, row.id)),
                ...(await startOrderClock(ctx, system, ordering, CLARIFY, 'impossible')),
              }
            : await dropOrderClocks(system, row.id);
      await updateOrder(system, row.id, {
        ...clock,
        state,
        version: row.version + 1,
        answered_at: tx.now,
        acknowledged_at: row.acknowledged_at ?? tx.now,
        ...(done || refusal ? { outcome: answer as 'ACTIONED' } : {}),
        ...(removedAt === null ? {} : { removed_at: removedAt }),
        ...(ground !== undefined && impossibilityGround.has(ground)
          ? {
              suspended_at: tx.now,
              suspended_ground: ground,
              ...(ground === 'INSUFFICIENT_INFORMATION' ? { outcome: 'NEED_MORE_INFORMATION' as const } : {}),
            }
          : {}),
      });
    });
    const event = newId<'order-event'>(tx.now.getTime());
    const sealed =
      text.value === undefined
        ? undefined
        : { id: event, bytes: await sealJson(ctx.kernel, 'order_event', event, { text: text.value }) };
    await insertOrderEvent(
      tx,
      row.id,
      'answered',
      { answer, ...(ground === undefined ? {} : { ground }), ...(removedAt ? { at: removedAt.toISOString() } : {}) },
      sealed,
    );
    await actAs(tx, systemActor('takedown.orders'), async (system) => {
      const kind = answer === 'IMPOSSIBLE' ? 'IMPOSSIBILITY' : 'FEEDBACK';
      if (answer !== 'ACKNOWLEDGED' && !(await findDocument(system, row.id, kind))) {
        const addressee = (await addresseeNames(system, [row.addressee_id])).get(row.addressee_id) ?? '';
        const of = {
          order: row,
          addressee,
          at: tx.now,
          text: text.value ?? null,
          signer: actor.kind === 'person' ? actor.name : `Hệ thống của ${addressee}`,
        };
        await freezeDocument(
          ctx,
          system,
          row.id,
          kind,
          ground !== undefined && impossibilityGround.has(ground)
            ? composeAnswer({ ...of, ground })
            : composeAnswer({ ...of, outcome: answer as 'ACTIONED', removedAt }),
        );
      }
      if (done) await lookSoon(system, row.item_id, 'CLAIM');
      if (answer !== 'ACKNOWLEDGED')
        await postNotice(
          system,
          { roles: ['takedown_officer'], agency: ordering.ordering_agency },
          {
            kind: 'takedown-order.answered',
            object: { kind: 'takedown-order', id: row.id },
            record: row.item_id,
            facts: { answer },
          },
        );
    });
    tx.audit({
      organisation: ordering.ordering_agency,
      action: 'takedown-order.answer',
      object: { kind: 'takedown-order', id: row.id },
      codes: { answer, ...(ground === undefined ? {} : { ground }) },
    });
    return ok({ state });
  });
}
