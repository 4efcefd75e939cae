import { wakePeople } from '../../channels/index.ts';
import { type Ctx, ok, parseId, type Result, type Tx } from '../../kernel/index.ts';
import { letCallerWait } from '../calls/ring-who-took.ts';
import { settleExposure } from '../care/settle-exposure.ts';
import { openShiftOf } from '../helpers/shift-store.ts';
import { refuse } from '../refusals.ts';
import type { ContactRow } from '../tables.ts';
import type { Tier } from './contact.ts';
import { auditOf, contactAct, type OnContact, tellChanged } from './contact-record.ts';
import { insertEvent, updateContact } from './contact-store.ts';
import { type ContactCard, contactCard } from './contact-view.ts';
import { offerContacts } from './offer-contacts.ts';
import { CAPACITY, TRANSFER_FOR, WEIGHTS } from './offer-rules.pure.ts';
import { loadsOf } from './queue-store.ts';

export interface TransferContact extends OnContact {
  /**
   * Warm: a colleague is asked, who may read it before taking it, and whoever has it keeps it until then. Cold: back to the queue
   * of a tier, in the place of its age.
   */
  readonly to: { readonly person: string } | { readonly tier: Tier };
}

/** Hands a contact over. Thread, notes and form stay with it. */
export async function transferContact(ctx: Ctx, input: TransferContact): Promise<Result<ContactCard>> {
  const { to, ...on } = input;
  const handed = await contactAct(ctx, 'contact.transfer', on, async (tx, contact, person) => {
    if (contact.state !== 'live' && contact.state !== 'held') return refuse('contact.act-not-open');
    if ('tier' in to) {
      const sent = await updateContact(tx, contact.id, {
        state: 'returned',
        tier: to.tier,
        missed_by: person.person,
        offered_at: null,
        helper_lost_since: null,
      });
      await insertEvent(tx, contact.id, 'sent-back', { tier: to.tier });
      await settleExposure(ctx, tx, contact);
      tx.audit({ ...auditOf(sent), action: 'contact.transfer', codes: { tier: to.tier } });
      tellChanged(tx, sent);
      return ok(contactCard(sent));
    }
    return to.person === person.person
      ? refuse('contact.helper-not-there', { field: 'to' })
      : askColleague(tx, contact, to.person);
  });
  if (handed.ok) {
    if ('tier' in to) await letCallerWait(ctx, handed.value, 'park');
    await offerContacts(ctx);
  }
  return handed;
}

/**
 * Asks somebody on shift to take a contact over that a helper has; who has it keeps it until then. The caller holds its lock.
 * Refusals: `contact.helper-not-there`, `contact.helper-rests`, `contact.no-room`
 */
export async function askColleague(tx: Tx, contact: ContactRow, person: string): Promise<Result<ContactCard>> {
  const asked = parseId<'person'>(person);
  const shift = asked === undefined || asked === contact.helper ? undefined : await openShiftOf(tx, asked);
  if (asked === undefined || shift?.state !== 'available') return refuse('contact.helper-not-there', { field: 'to' });
  if (shift.rest_until !== null && shift.rest_until > tx.now) return refuse('contact.helper-rests', { field: 'to' });
  const load = (await loadsOf(tx, [asked])).get(asked)?.load ?? 0;
  if (load + WEIGHTS[contact.channel] > CAPACITY) return refuse('contact.no-room', { field: 'to' });
  const until = new Date(tx.now.getTime() + TRANSFER_FOR);
  const asking = await updateContact(tx, contact.id, {
    state: 'transferring',
    transfer_to: asked,
    transfer_until: until,
  });
  await insertEvent(tx, contact.id, 'transfer-asked', { to: asked });
  tx.audit({ ...auditOf(asking), action: 'contact.transfer', codes: { to: asked } });
  tx.notify({ topic: 'contact.offered', id: contact.id, person: asked });
  await wakePeople(tx, [asked], { key: `transfer.${contact.id}.${until.getTime()}`, until });
  tellChanged(tx, asking);
  return ok(contactCard(asking));
}
