import { z } from 'zod';
import { readSigned } from '../../channels/index.ts';
import { type Ctx, ok, parseId, type Result, refuseRequest, systemActor } from '../../kernel/index.ts';
import { findContact, updateContact } from '../addressees/addressee-store.ts';
import type { ContactSecrets } from '../addressees/enter-contact.ts';
import { refuse } from '../refusals.ts';
import { openJson } from '../sealed-json.ts';
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
export async function receiveAnswer(
  ctx: Ctx,
  input: { readonly contact: string; readonly request: { readonly body: Uint8Array; readonly headers: Headers } },
): Promise<Result<{ readonly state: OrderState }>> {
  const id = parseId<'addressee-contact'>(input.contact);
  const platform = ctx.as(HOOK);
  const found =
    id === undefined
      ? undefined
      : await platform.transaction(async (tx) => ok(await findContact(tx, id)), { keep: true });
  const contact = found?.ok ? found.value : undefined;
  if (contact?.state !== 'APPROVED' || contact.channel !== 'WEBHOOK' || contact.sealed === null)
    return refuse('order.webhook-unknown');
  const { secret } = await openJson<ContactSecrets>(ctx.kernel, 'addressee_contact', {
    id: contact.id,
    sealed: contact.sealed,
  });
  const signed = readSigned(input.request, secret ?? '', ctx.now);
  if (!signed.ok) return signed;
  let written: unknown;
  try {
    written = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(input.request.body));
  } catch {
    return refuseRequest('request.malformed');
  }
  const body = answerBody.safeParse(written);
  if (!body.success) return refuseRequest('request.invalid');
  const mine = await platform.transaction(
    async (tx) => {
      const order = await findOrder(tx, body.data.order);
      await updateContact(tx, contact.id, { last_answer_at: tx.now });
      return ok(order?.addressee_id === contact.addressee_id);
    },
    { keep: true },
  );
  // An order of somebody else is not there for them.
  if (!mine.ok || !mine.value) return refuseRequest('record.not-found');
  const { at, ...said } = body.data;
  return answerOrder(platform, { ...said, ...(at === undefined ? {} : { at: new Date(at) }) });
}
