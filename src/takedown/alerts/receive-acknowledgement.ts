import { z } from 'zod';
import { type Ctx, ok, type Result, refuseRequest, systemActor } from '../../kernel/index.ts';
import { signedByContact } from '../addressees/signed-by-contact.ts';
import type { SignedCall } from '../addressees/signed-call-route.ts';
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
export async function receiveAcknowledgement(ctx: Ctx, input: SignedCall): Promise<Result<void>> {
  const platform = ctx.as(HOOK);
  const said = await signedByContact(platform, input, acknowledgementBody);
  if (!said.ok) return said;
  const { body, agency } = said.value;
  if (agency === null) return refuseRequest('record.not-found');
  const mine = await platform.transaction(
    async (tx) => {
      const direct = await findReceipt(tx, body.alert);
      return ok(direct?.agency === agency ? direct : await receiptOf(tx, body.alert, agency));
    },
    { keep: true },
  );
  // A receipt of somebody else is not there for them.
  if (!mine.ok || !mine.value) return refuseRequest('record.not-found');
  return acknowledgeAlert(platform, { receipt: mine.value.id, outcome: body.outcome });
}
