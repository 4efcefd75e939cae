import type { Tx } from '../../kernel/index.ts';
import type { ContactRow } from '../tables.ts';
import { isQueued } from './contact.ts';
import { tellChanged } from './contact-record.ts';
import { insertEvent, updateContact, withdrawOffer } from './contact-store.ts';
import { PLACE_KEPT } from './offer-rules.pure.ts';

/** The child closes its page: its place is kept for ten minutes, whoever has the contact is told. The caller holds the contact's lock. */
export async function childGoesAway(tx: Tx, contact: ContactRow): Promise<void> {
  if (contact.state === 'done' || contact.state === 'abandoned' || contact.child_away_since !== null) return;
  if (contact.offered_to !== null) await withdrawOffer(tx, contact.id, contact.offered_to);
  const waits = contact.channel !== 'MESSAGE' && (isQueued(contact.state) || contact.state === 'offered');
  const now = await updateContact(tx, contact.id, {
    child_away_since: tx.now,
    child_sign_at: null,
    ...(waits ? { place_until: new Date(tx.now.getTime() + PLACE_KEPT), missed_by: null } : {}),
  });
  await insertEvent(tx, contact.id, 'child-left');
  tellChanged(tx, now);
}
