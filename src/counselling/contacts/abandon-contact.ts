import type { Tx } from '../../kernel/index.ts';
import type { ContactRow } from '../tables.ts';
import { auditOf, tellChanged } from './contact-record.ts';
import { insertEvent, updateContact } from './contact-store.ts';

/**
 * A child that waited has gone before anybody came. The caller holds the contact's lock.
 * @param left when it went
 * @returns the contact as it is then
 */
export async function abandonContact(tx: Tx, contact: ContactRow, left: Date): Promise<ContactRow> {
  const now = await updateContact(tx, contact.id, {
    state: 'abandoned',
    ended_at: tx.now,
    end_reason: 'child-left',
    offered_to: null,
    offer_until: null,
  });
  const waited = Math.round((left.getTime() - contact.waiting_since.getTime()) / 1_000);
  await insertEvent(tx, contact.id, 'abandoned', { waited });
  tx.audit({ ...auditOf(now), action: 'contact.abandon' });
  tellChanged(tx, now);
  return now;
}
