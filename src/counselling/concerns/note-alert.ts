import { actAs, DAY, HOUR, newId, systemActor, type Tx } from '../../kernel/index.ts';
import { postNotice } from '../../members/index.ts';
import { openShiftOf } from '../helpers/shift-store.ts';
import type { ContactRow } from '../tables.ts';
import { ALERTS, type AlertKind } from './concern.ts';
import { heldBackOf, putAlert, takenBy } from './concern-store.ts';

/*
 * What the house notices of its own people (helpline.md 4.6). It says that something is worth a look, and blames nobody: a lone helper
 * at night takes the same child three times for good reasons. Whom it is about does not find it.
 */

/** A helper took a contact: the same two again and again are noticed. After its event was written. */
export function noteTaken(tx: Tx, contact: ContactRow, person: string): Promise<void> {
  return quietly(tx, async (as) => {
    const { times, days } = ALERTS.samePair;
    const count = await takenBy(as, contact.id, person, new Date(as.now.getTime() - days * DAY));
    if (count >= times) await note(as, 'same-pair', contact, person, count);
  });
}

/** A line was held back: one is a slip, several in a week are not. After its event was written. */
export function noteHeldBack(tx: Tx, contact: ContactRow, person: string): Promise<void> {
  return quietly(tx, async (as) => {
    const { times, days } = ALERTS.heldBack;
    const count = await heldBackOf(as, person, new Date(as.now.getTime() - days * DAY));
    if (count >= times) await note(as, 'held-back', contact, person, count);
  });
}

/** A helper opened a contact that they have or had: off shift, or long after its end. */
export function noteOpened(tx: Tx, contact: ContactRow, person: string): Promise<void> {
  return quietly(tx, async (as) => {
    const over = contact.ended_at !== null && as.now.getTime() - contact.ended_at.getTime();
    if (over !== false && over > ALERTS.readAgainHours * HOUR) await note(as, 'read-again', contact, person, 1);
    if (!(await openShiftOf(as, person))) await note(as, 'off-shift', contact, person, 1);
  });
}

/** As the platform: the helper who acts sees nothing of it. */
function quietly(tx: Tx, work: (as: Tx) => Promise<void>): Promise<void> {
  return actAs(tx, systemActor('counselling.note-alert'), work);
}

async function note(tx: Tx, kind: AlertKind, contact: ContactRow, helper: string, count: number): Promise<void> {
  const id = newId<'safeguard-alert'>(tx.now.getTime());
  const fresh = await putAlert(tx, {
    id,
    desk_code: contact.desk_code,
    organisation: contact.organisation,
    kind,
    helper,
    contact_id: contact.id,
    count,
    first_at: tx.now,
    last_at: tx.now,
    looked_by: null,
    looked_at: null,
    outcome: null,
    version: 1,
  });
  if (fresh)
    await postNotice(
      tx,
      { roles: ['dpo'], agency: contact.organisation },
      { kind: 'safeguard.raised', object: { kind: 'safeguard-alert', id }, facts: {} },
    );
}
