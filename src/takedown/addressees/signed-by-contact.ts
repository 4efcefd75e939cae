import type { z } from 'zod';
import { readSigned } from '../../channels/index.ts';
import { type Ctx, ok, parseId, type Result, refuseRequest } from '../../kernel/index.ts';
import { refuse } from '../refusals.ts';
import { findAddressee, findContact, updateContact } from './addressee-store.ts';
import { openSecrets, secretsGood } from './contact-secrets.ts';
import type { SignedCall } from './signed-call-route.ts';

/**
 * Reads what an addressee's own system sends: known to be theirs by its signature (Standard Webhooks, v1) under the key of an approved
 * contact, and read by a schema with no other field. That the contact answered is noted.
 * @param ctx of the platform, since whoever calls is signed in nowhere
 * @returns what was sent, and for which addressee it speaks; its agency where it is a member.
 * Refusals: `order.webhook-unknown`, `webhook.*`, `request.malformed`, `request.invalid`
 */
export async function signedByContact<Body>(
  ctx: Ctx,
  input: SignedCall,
  schema: z.ZodType<Body>,
): Promise<Result<{ readonly body: Body; readonly addressee: string; readonly agency: string | null }>> {
  const id = parseId<'addressee-contact'>(input.contact);
  if (id === undefined) return refuse('order.webhook-unknown');
  const found = await ctx.transaction(
    async (tx) => {
      const contact = await findContact(tx, id);
      return ok(contact && { contact, addressee: await findAddressee(tx, contact.addressee_id) });
    },
    { keep: true },
  );
  if (!found.ok) return found;
  const contact = found.value?.contact;
  if (contact?.state !== 'APPROVED' || contact.channel !== 'WEBHOOK') return refuse('order.webhook-unknown');
  const secrets = await openSecrets(ctx.kernel, contact);
  const signed = readSigned(input.request, secrets === undefined ? [] : secretsGood(secrets, ctx.now), ctx.now);
  if (!signed.ok) return signed;
  let written: unknown;
  try {
    written = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(input.request.body));
  } catch {
    return refuseRequest('request.malformed');
  }
  const body = schema.safeParse(written);
  if (!body.success) return refuseRequest('request.invalid');
  const noted = await ctx.transaction(
    async (tx) => {
      await updateContact(tx, contact.id, { last_answer_at: tx.now });
      return ok();
    },
    { keep: true },
  );
  if (!noted.ok) return noted;
  return ok({ body: body.data, addressee: contact.addressee_id, agency: found.value?.addressee?.agency ?? null });
}
