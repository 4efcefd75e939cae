import type { Tx } from '../../kernel/index.ts';
import type { StateSetBy } from '../contacts/contact.ts';
import { insertEvent, offerTo, withdrawOffer } from '../contacts/contact-store.ts';
import { MISSED_MOST } from '../contacts/offer-rules.pure.ts';
import type { ShiftRow } from '../tables.ts';
import { tellShift } from './shift-record.ts';
import { updateShift } from './shift-store.ts';

/** The house sets a helper away, and tells them: they choose themselves when they are back. The caller holds the shift's lock. */
export async function setAway(tx: Tx, shift: ShiftRow, by: StateSetBy): Promise<void> {
  const away = await updateShift(tx, shift.id, {
    state: 'away',
    state_since: tx.now,
    state_set_by: by,
    state_reason: null,
    missed_offers: 0,
  });
  tx.notify({ topic: 'shift.set-away', id: shift.id, person: shift.person });
  tellShift(tx, away);
}

/** An offer that was let pass counts; so many one after the other mean that nobody sits there. */
export async function countMissedOffer(tx: Tx, shift: ShiftRow): Promise<void> {
  const missed = shift.missed_offers + 1;
  const takes = shift.state === 'available' || shift.state === 'winding-down';
  if (missed >= MISSED_MOST && takes) await setAway(tx, shift, 'missed-offers');
  else await updateShift(tx, shift.id, { missed_offers: missed });
}

/** What was being offered to somebody who takes nothing any more goes back to its place at once. The caller holds the shift's lock. */
export async function giveBackOffer(tx: Tx, person: string): Promise<void> {
  const offer = await offerTo(tx, person);
  if (offer && (await withdrawOffer(tx, offer.id, person))) {
    await insertEvent(tx, offer.id, 'offer-missed', { by: person });
    tx.notify({ topic: 'contact.changed', id: offer.id, desk: offer.desk_code });
  }
}
