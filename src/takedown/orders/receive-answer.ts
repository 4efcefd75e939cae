import { z } from 'zod';
import { type Ctx, ok, type Result, refuseRequest, systemActor } from '../../kernel/index.ts';
import { signedByContact } from '../addressees/signed-by-contact.ts';
import type { SignedCall } from '../addressees/signed-call-route.ts';
import { answerOrder } from './answer-order.ts';
import { answers, type OrderState } from './order.ts';
import { findOrder } from './order-store.ts';

const HOOK = systemActor('takedown.order-webhook');

/** What a member's webhook says of an order. No field holds a picture, and none that is not here is read. */
export const answerBody = z.strictObject({
  order: z.uuid(),
  answer: z.enum(answers),
  at: z.iso.datetime({ offset: true }).optional(),
  ground: z.string().max(40).optional(),
  text: z.string().max(4_000).optional(),
});

/**
 * An answer that an addressee's own system sends, known to be theirs by its signature (Standard Webhooks, v1) under the key of an
 * approved contact; it speaks for the orders of that addressee alone, and twice the same is one answer.
 * Refusals: `order.webhook-unknown`, `webhook.*`, `request.invalid`, and those of `answerOrder`
 */
export async function receiveAnswer(ctx: Ctx, input: SignedCall): Promise<Result<{ readonly state: OrderState }>> {
  const platform = ctx.as(HOOK);
  const said = await signedByContact(platform, input, answerBody);
  if (!said.ok) return said;
  const { at, ...answer } = said.value.body;
  const mine = await platform.transaction(
    async (tx) => ok((await findOrder(tx, answer.order))?.addressee_id === said.value.addressee),
    { keep: true },
  );
  // An order of somebody else is not there for them.
  if (!mine.ok || !mine.value) return refuseRequest('record.not-found');
  return answerOrder(platform, { ...answer, ...(at === undefined ? {} : { at: new Date(at) }) });
}
