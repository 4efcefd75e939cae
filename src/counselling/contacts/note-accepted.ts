import type { Tx } from '../../kernel/index.ts';
import { noteTaken } from '../concerns/note-alert.ts';
import { updateShift } from '../helpers/shift-store.ts';
import type { ContactRow, ShiftRow } from '../tables.ts';
import { auditOf, tellChanged } from './contact-record.ts';
import { insertEvent } from './contact-store.ts';

/** Somebody has a contact that nobody had: by an offer, or since an exchange rang at them. The caller holds the lock of both. */
export async function noteAccepted(tx: Tx, shift: ShiftRow, taken: ContactRow): Promise<void> {
  await updateShift(tx, shift.id, { missed_offers: 0, last_sign_at: tx.now });
  const waited = Math.round((tx.now.getTime() - taken.waiting_since.getTime()) / 1_000);
  await insertEvent(tx, taken.id, 'accepted', { waited }, shift.person);
  await noteTaken(tx, taken, shift.person);
  tx.audit({ ...auditOf(taken), action: 'contact.accept' });
  tellChanged(tx, taken);
}
