import { type Ctx, ok, type Result } from '../../kernel/index.ts';
import { ringWhoTook } from '../calls/ring-who-took.ts';
import { noteTaken } from '../concerns/note-alert.ts';
import { openShiftOf, updateShift } from '../helpers/shift-store.ts';
import { refuse } from '../refusals.ts';
import { isCarried } from './contact.ts';
import { auditOf, contactAct, permitted, tellChanged } from './contact-record.ts';
import { findContact, insertEvent, takeOffer } from './contact-store.ts';
import { type ContactCard, contactCard } from './contact-view.ts';

/**
 * The helper takes what was offered to them. Of two who press at once one has it, and the other reads `contact.with-colleague`;
 * pressing twice is one taking.
 */
export async function acceptContact(ctx: Ctx, input: { readonly contact: string }): Promise<Result<ContactCard>> {
  const accepted = await takeOffered(ctx, input);
  if (accepted.ok) await ringWhoTook(ctx, accepted.value);
  return accepted;
}

async function takeOffered(ctx: Ctx, input: { readonly contact: string }): Promise<Result<ContactCard>> {
  return contactAct(ctx, 'contact.list', { ...input, readOnly: true }, async (tx, contact, person) => {
    if (contact.helper === person.person && isCarried(contact.state)) return ok(contactCard(contact));
    if (!permitted(person, 'contact.accept', contact, tx.now).ok) return refuse('contact.with-colleague');
    // The shift first, as in a round of offers: capacity is counted under its lock.
    const shift = await openShiftOf(tx, person.person, 'for update');
    if (!shift) return refuse('shift.none-open');
    const taken = await takeOffer(tx, contact.id, person.person);
    if (!taken) {
      // Pressed twice at once: the other press has taken it meanwhile.
      const now = await findContact(tx, contact.id, { lock: false });
      return now?.helper === person.person && isCarried(now.state)
        ? ok(contactCard(now))
        : refuse('contact.with-colleague');
    }
    await updateShift(tx, shift.id, { missed_offers: 0, last_sign_at: tx.now });
    await insertEvent(tx, contact.id, 'accepted', {
      waited: Math.round((tx.now.getTime() - contact.waiting_since.getTime()) / 1_000),
    });
    await noteTaken(tx, taken, person.person);
    tx.audit({ ...auditOf(taken), action: 'contact.accept' });
    tellChanged(tx, taken);
    return ok(contactCard(taken));
  });
}
