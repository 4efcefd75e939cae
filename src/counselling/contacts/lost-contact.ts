import type { Tx } from '../../kernel/index.ts';
import { contactBands } from './contact.ts';
import { auditOf, tellChanged } from './contact-record.ts';
import { findContact, insertEvent, updateContact } from './contact-store.ts';

/** A contact that lost its helper stands in the queue again, before everybody else. */
export async function offerAgain(tx: Tx, id: string): Promise<void> {
  const contact = await findContact(tx, id, { lock: true });
  if (!contact || !['live', 'held', 'transferring'].includes(contact.state)) return;
  const now = await updateContact(tx, id, {
    state: 'returned',
    band: contactBands.droppedByUs,
    band_reason: 'dropped-by-us',
    transfer_to: null,
    transfer_until: null,
    missed_by: contact.helper,
  });
  await insertEvent(tx, id, 'helper-lost');
  tx.audit({ ...auditOf(now), action: 'contact.offer-again' });
  tellChanged(tx, now);
}
