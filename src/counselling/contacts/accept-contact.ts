import { type Ctx, ok, type Result } from '../../kernel/index.ts';
import { ringWhoTook } from '../calls/ring-who-took.ts';
import { openShiftOf } from '../helpers/shift-store.ts';
import { refuse } from '../refusals.ts';
import type { ContactRow } from '../tables.ts';
import { isCarried } from './contact.ts';
import { contactAct, permitted } from './contact-record.ts';
import { findContact, takeOffer } from './contact-store.ts';
import { type ContactCard, contactCard } from './contact-view.ts';
import { noteAccepted } from './note-accepted.ts';

/**
 * The helper takes what was offered to them. Of two who press at once one has it, and the other reads `contact.with-colleague`;
 * pressing twice is one taking.
 */
export async function acceptContact(ctx: Ctx, input: { readonly contact: string }): Promise<Result<ContactCard>> {
  const accepted = await takeOffered(ctx, input);
  if (!accepted.ok) return accepted;
  const { card, takenNow } = accepted.value;
  if (takenNow) await ringWhoTook(ctx, card);
  return ok(card);
}

interface Accepted {
  readonly card: ContactCard;
  /** False where it was theirs already. */
  readonly takenNow: boolean;
}

async function takeOffered(ctx: Ctx, input: { readonly contact: string }): Promise<Result<Accepted>> {
  const theirs = (contact: ContactRow) => ok({ card: contactCard(contact), takenNow: false });
  return contactAct(ctx, 'contact.list', { ...input, readOnly: true }, async (tx, contact, person) => {
    if (contact.helper === person.person && isCarried(contact.state)) return theirs(contact);
    if (!permitted(person, 'contact.accept', contact, tx.now).ok) return refuse('contact.with-colleague');
    // The shift first, as in a round of offers: capacity is counted under its lock.
    const shift = await openShiftOf(tx, person.person, 'for update');
    if (!shift) return refuse('shift.none-open');
    const taken = await takeOffer(tx, contact.id, person.person);
    if (!taken) {
      // Pressed twice at once: the other press has taken it meanwhile.
      const now = await findContact(tx, contact.id, { lock: false });
      return now?.helper === person.person && isCarried(now.state) ? theirs(now) : refuse('contact.with-colleague');
    }
    await noteAccepted(tx, shift, taken);
    return ok({ card: contactCard(taken), takenNow: true });
  });
}
