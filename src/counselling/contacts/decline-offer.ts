import { type Ctx, ok, type Result } from '../../kernel/index.ts';
import { countMissedOffer } from '../helpers/set-away.ts';
import { openShiftOf } from '../helpers/shift-store.ts';
import { refuse } from '../refusals.ts';
import { auditOf, contactAct, permitted, tellChanged } from './contact-record.ts';
import { insertEvent, withdrawOffer } from './contact-store.ts';
import { offerContacts } from './offer-contacts.ts';

export const declineReasons = ['too-hard-now', 'knows-the-caller', 'technical'] as const;
export type DeclineReason = (typeof declineReasons)[number];

/**
 * The helper lets an offer pass at once, for a reason. It goes to somebody else with its age; it counts as one missed, so that
 * nobody chooses from the queue by declining.
 */
export async function declineOffer(
  ctx: Ctx,
  input: { readonly contact: string; readonly reason: DeclineReason },
): Promise<Result<void>> {
  if (!declineReasons.includes(input.reason)) return refuse('contact.reason-unknown', { field: 'reason' });
  const on = { contact: input.contact, readOnly: true };
  const declined = await contactAct(ctx, 'contact.list', on, async (tx, contact, person) => {
    if (!permitted(person, 'contact.accept', contact, tx.now).ok) return refuse('contact.with-colleague');
    const shift = await openShiftOf(tx, person.person, 'for update');
    if (!shift) return refuse('shift.none-open');
    const back = await withdrawOffer(tx, contact.id, person.person);
    if (!back) return refuse('contact.with-colleague');
    await insertEvent(tx, contact.id, 'declined', { reason: input.reason });
    await countMissedOffer(tx, shift);
    tx.audit({ ...auditOf(back), action: 'contact.decline', codes: { reason: input.reason } });
    tellChanged(tx, back);
    return ok();
  });
  if (declined.ok) await offerContacts(ctx);
  return declined;
}
