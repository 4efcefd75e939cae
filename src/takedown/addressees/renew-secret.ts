import { actOnRecord, type Ctx, DAY, ok, parseId, type Result } from '../../kernel/index.ts';
import { refuse } from '../refusals.ts';
import { sealJson } from '../sealed-json.ts';
import { addresseeRecord } from './addressee-record.ts';
import { findContact, updateContact } from './addressee-store.ts';
import { type ContactSecrets, openSecrets } from './contact-secrets.ts';
import { newWebhookSecret } from './enter-contact.ts';

/** So long both secrets are good: time to change a receiver in working hours. Ours. */
const BOTH_MS = 7 * DAY;

/**
 * Gives a webhook a new secret, shown this once. The one before is good for seven days more: calls of ours are signed by both, and calls of the
 * addressee are believed under either. Where it has come into wrong hands it ends at once.
 * Refusals: those of an act on a record, `addressee.not-found`, `addressee-contact.not-found`
 */
export function renewContactSecret(
  ctx: Ctx,
  input: { readonly addressee: string; readonly contact: string; readonly endFormer?: boolean | undefined },
): Promise<Result<{ readonly secret: string; readonly formerUntil: string | null }>> {
  return actOnRecord(addresseeRecord, ctx, 'addressee.keep', { id: input.addressee }, async (tx, row) => {
    const id = parseId<'addressee-contact'>(input.contact);
    const contact = id && (await findContact(tx, id, 'for update'));
    // While it waits for its approval its secret is what was approved.
    if (contact?.addressee_id !== row.id || contact.channel !== 'WEBHOOK' || contact.state !== 'APPROVED')
      return refuse('addressee-contact.not-found');
    const known = await openSecrets(ctx.kernel, contact);
    if (known === undefined) return refuse('addressee-contact.not-found');
    const secret = newWebhookSecret();
    const until = input.endFormer || known.secret === undefined ? null : new Date(tx.now.getTime() + BOTH_MS);
    const secrets: ContactSecrets = {
      address: known.address,
      secret,
      ...(until !== null &&
        known.secret !== undefined && { former: { secret: known.secret, until: until.toISOString() } }),
    };
    await updateContact(tx, contact.id, {
      sealed: await sealJson(ctx.kernel, 'addressee_contact', contact.id, secrets),
      renewed_at: tx.now,
      former_until: until,
    });
    tx.audit({
      action: 'addressee.keep',
      object: { kind: 'addressee', id: row.id },
      codes: { channel: contact.channel, act: input.endFormer ? 'renew-at-once' : 'renew' },
    });
    return ok({ secret, formerUntil: until?.toISOString() ?? null });
  });
}
