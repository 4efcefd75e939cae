import { type Ctx, ok, type Result } from '../../kernel/index.ts';
import { ringWhoTook } from '../calls/ring-who-took.ts';
import { settleExposure } from '../care/settle-exposure.ts';
import { noteTaken } from '../concerns/note-alert.ts';
import { openShiftOf, updateShift } from '../helpers/shift-store.ts';
import { refuse } from '../refusals.ts';
import { auditOf, contactAct, permitted, tellChanged } from './contact-record.ts';
import { findContact, insertEvent, updateContact } from './contact-store.ts';
import { type ContactCard, contactCard } from './contact-view.ts';
import { offerContacts } from './offer-contacts.ts';
import { CAPACITY, WEIGHTS } from './offer-rules.pure.ts';
import { loadsOf } from './queue-store.ts';

/**
 * The colleague who was asked takes the contact, or does not, and then it stays where it is. How long the child waited for the
 * first helper is not changed by it.
 */
export async function answerTransfer(
  ctx: Ctx,
  input: { readonly contact: string; readonly take: boolean },
): Promise<Result<ContactCard>> {
  const answered = await contactAct(
    ctx,
    'contact.list',
    { contact: input.contact, readOnly: true },
    async (tx, seen, person) => {
      if (!permitted(person, 'contact.take-transfer', seen, tx.now).ok) return refuse('contact.with-colleague');
      const shift = await openShiftOf(tx, person.person, 'for update');
      if (!shift) return refuse('shift.none-open');
      const contact = await findContact(tx, seen.id, { lock: true });
      const open =
        contact?.state === 'transferring' &&
        contact.transfer_to === person.person &&
        contact.transfer_until !== null &&
        contact.transfer_until > tx.now;
      if (!contact || !open) return refuse('contact.with-colleague');
      const load = (await loadsOf(tx, [person.person])).get(person.person)?.load ?? 0;
      if (input.take && load + WEIGHTS[contact.channel] > CAPACITY) return refuse('contact.no-room');
      const over = { state: 'live', transfer_to: null, transfer_until: null } as const;
      const now = await updateContact(
        tx,
        contact.id,
        input.take ? { ...over, helper: person.person, helper_lost_since: null } : over,
      );
      if (input.take) await settleExposure(ctx, tx, contact);
      await updateShift(tx, shift.id, { missed_offers: 0, last_sign_at: tx.now });
      await insertEvent(tx, contact.id, input.take ? 'transfer-taken' : 'transfer-refused');
      if (input.take) await noteTaken(tx, now, person.person);
      tx.audit({ ...auditOf(now), action: 'contact.take-transfer', codes: { take: input.take } });
      tellChanged(tx, now);
      return ok(contactCard(now));
    },
  );
  if (answered.ok && input.take) {
    await ringWhoTook(ctx, answered.value);
    await offerContacts(ctx);
  }
  return answered;
}
