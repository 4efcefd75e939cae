import { z } from 'zod';
import { readSigned } from '../../channels/index.ts';
import { type Ctx, ok, parseId, type Result, refuseRequest, systemActor } from '../../kernel/index.ts';
import { findAddressee, findContact, updateContact } from '../addressees/addressee-store.ts';
import type { ContactSecrets } from '../addressees/enter-contact.ts';
import { refuse } from '../refusals.ts';
import { openJson } from '../sealed-json.ts';
import { acknowledgeAlert } from './acknowledge-alert.ts';
import { findReceipt, receiptOf } from './alert-store.ts';

const HOOK = systemActor('takedown.alert-webhook');

/** What a member's webhook says: of which alert (its id, or that of the receipt), and what was done. */
export const acknowledgementBody = z.strictObject({ alert: z.uuid(), outcome: z.string().max(40) });

/**
 * An acknowledgement that a member's own system sends, known to be theirs by its signature (Standard Webhooks, v1) under the key of an
 * approved contact; it speaks for the receipts of that member alone.
 * Refusals: `order.webhook-unknown`, `webhook.*`, `request.invalid`, `record.not-found`, and those of `acknowledgeAlert`
 */
export async function receiveAcknowledgement(
  ctx: Ctx,
  input: { readonly contact: string; readonly request: { readonly body: Uint8Array; readonly headers: Headers } },
): Promise<Result<void>> {
  const id = parseId<'addressee-contact'>(input.contact);
  const platform = ctx.as(HOOK);
  const found =
    id === undefined
      ? undefined
      : await platform.transaction(
          async (tx) => {
            const contact = await findContact(tx, id);
            const addressee = contact && (await findAddressee(tx, contact.addressee_id));
            return ok(contact && addressee && { contact, agency: addressee.agency });
          },
          { keep: true },
        );
  const known = found?.ok ? found.value : undefined;
  const contact = known?.contact;
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
  const body = acknowledgementBody.safeParse(written);
  if (!body.success) return refuseRequest('request.invalid');
  const agency = known?.agency ?? null;
  if (agency === null) return refuseRequest('record.not-found');
  const mine = await platform.transaction(
    async (tx) => {
      await updateContact(tx, contact.id, { last_answer_at: tx.now });
      const direct = await findReceipt(tx, body.data.alert);
      return ok(direct?.agency === agency ? direct : await receiptOf(tx, body.data.alert, agency));
    },
    { keep: true },
  );
  // A receipt of somebody else is not there for them.
  if (!mine.ok || !mine.value) return refuseRequest('record.not-found');
  return acknowledgeAlert(platform, { receipt: mine.value.id, outcome: body.data.outcome });
}
