import type { CallEvent } from '../../channels/index.ts';
import type { Ctx, Tx } from '../../kernel/index.ts';
import { settleExposure } from '../care/settle-exposure.ts';
import { noteTaken } from '../concerns/note-alert.ts';
import { isCarried, isQueued } from '../contacts/contact.ts';
import { auditOf, QUEUED, tellChanged } from '../contacts/contact-record.ts';
import { type ContactChange, findContact, insertEvent, updateContact } from '../contacts/contact-store.ts';
import { WRAP_FOR } from '../contacts/offer-rules.pure.ts';
import { openShiftOf, updateShift } from '../helpers/shift-store.ts';
import type { ContactRow } from '../tables.ts';
import { CALL_BACK, nextAttempt, PARK_FOR } from './call-state.pure.ts';
import { callBackOf, personAt, putCallBack, updateCall } from './call-store.ts';
import type { PhoneCallRow } from './call-tables.ts';

/** The contact follows its call: who has answered, who waits, who is gone. The caller holds the call's lock. */
export async function followCall(
  ctx: Ctx,
  tx: Tx,
  before: PhoneCallRow,
  now: PhoneCallRow,
  told: CallEvent['state'],
): Promise<void> {
  if (now.state === 'answered' && now.direction === 'in' && now.extension !== null) await giveToWhoAnswered(tx, now);
  const contact = await findContact(tx, now.contact_id, { lock: true });
  if (!contact) throw new Error('a call has lost its contact');
  if (told === 'voicemail') await keepWordsLeft(tx, contact);
  else if (now.state === 'ended' && before.state !== 'ended') await callOver(ctx, tx, contact, now);
  // Told in the wrong order: the end was heard first, and the number only now.
  else if (now.state === 'ended' && now.number_mark !== null && before.number_mark === null)
    await askCallBack(tx, contact, now);
  else if (told === 'held' && now.state === 'held' && contact.state === 'live') await setState(tx, contact, 'held');
  else if (told === 'resumed' && now.state === 'answered' && contact.state === 'held')
    await setState(tx, contact, 'resumed');
  else if (now.state === 'parked' && before.state !== 'parked') await park(tx, contact, now);
  // Told to whoever has it, and to nobody else of the desk.
  if (contact.helper !== null) tx.notify({ topic: 'call.changed', id: contact.id, person: contact.helper });
}

async function setState(tx: Tx, contact: ContactRow, to: 'held' | 'resumed'): Promise<void> {
  const now = await updateContact(tx, contact.id, { state: to === 'held' ? 'held' : 'live' });
  await insertEvent(tx, contact.id, to);
  tellChanged(tx, now);
}

/** An exchange that rings the desk by itself says who took it: the contact is theirs, as if it had been offered. */
async function giveToWhoAnswered(tx: Tx, call: PhoneCallRow): Promise<void> {
  const person = await personAt(tx, call.extension as string);
  // The shift before the contact, as everywhere.
  const shift = person === undefined ? undefined : await openShiftOf(tx, person, 'for update');
  const contact = await findContact(tx, call.contact_id, { lock: true });
  if (!shift || !contact || !(isQueued(contact.state) || contact.state === 'offered')) return;
  const taken = await updateContact(tx, contact.id, {
    state: 'live',
    helper: shift.person,
    offered_to: null,
    offer_until: null,
    missed_by: null,
    meant_for: null,
    meant_until: null,
    accepted_at: tx.now,
    helper_lost_since: null,
  });
  await updateShift(tx, shift.id, { missed_offers: 0, last_sign_at: tx.now });
  await insertEvent(tx, contact.id, 'accepted', { by: shift.person });
  await noteTaken(tx, taken, shift.person);
  tx.audit({ ...auditOf(taken), action: 'contact.accept' });
  tx.notify({ topic: 'contact.offered', id: contact.id, person: shift.person });
  tellChanged(tx, taken);
}

/** The helper's end is gone: the exchange keeps the caller, for the page to come back. */
async function park(tx: Tx, contact: ContactRow, call: PhoneCallRow): Promise<void> {
  if (!isCarried(contact.state) || contact.state === 'wrapping') return;
  await updateCall(tx, call.id, { parked_until: new Date(tx.now.getTime() + PARK_FOR) });
  await insertEvent(tx, contact.id, 'call-parked');
  tellChanged(tx, contact);
}

/** Words were left at the exchange: somebody hears them there when they have room, and calls back. */
async function keepWordsLeft(tx: Tx, contact: ContactRow): Promise<void> {
  if (contact.state === 'done' || isCarried(contact.state)) return;
  const waits = contact.state === 'abandoned' ? ({ state: 'returned', ended_at: null, end_reason: null } as const) : {};
  const now = await updateContact(tx, contact.id, { ...waits, channel: 'MESSAGE' });
  await insertEvent(tx, contact.id, 'call-left-words');
  tx.notify({ topic: QUEUED, id: now.id, desk: now.desk_code });
  tellChanged(tx, now);
}

async function callOver(ctx: Ctx, tx: Tx, contact: ContactRow, call: PhoneCallRow): Promise<void> {
  if (call.direction === 'out' && call.answered_at === null) return noAnswer(ctx, tx, contact);
  if (isCarried(contact.state)) {
    if (contact.state === 'wrapping') return;
    const ended = await updateContact(tx, contact.id, {
      state: 'wrapping',
      wrap_until: new Date(tx.now.getTime() + WRAP_FOR),
      end_reason: 'call-over',
      owed_since: null,
      helper_lost_since: null,
      transfer_to: null,
      transfer_until: null,
    });
    await insertEvent(tx, contact.id, 'ended', { reason: 'call-over' });
    tx.audit({ ...auditOf(ended), action: 'contact.end', codes: { reason: 'call-over' } });
    return tellChanged(tx, ended);
  }
  // What was left is still to be heard.
  if (call.has_voicemail || contact.state === 'done' || contact.state === 'abandoned') return;
  const left: ContactChange = {
    state: 'abandoned',
    ended_at: tx.now,
    end_reason: 'child-left',
    offered_to: null,
    offer_until: null,
  };
  const now = await updateContact(tx, contact.id, left);
  await insertEvent(tx, contact.id, 'abandoned', {
    waited: Math.round((tx.now.getTime() - contact.waiting_since.getTime()) / 1_000),
  });
  tx.audit({ ...auditOf(now), action: 'contact.abandon' });
  tellChanged(tx, now);
  await askCallBack(tx, now, call);
}

/** Nobody took it in time, and the number is known: somebody calls back. */
async function askCallBack(tx: Tx, contact: ContactRow, call: PhoneCallRow): Promise<void> {
  if (call.number_mark === null || contact.state !== 'abandoned' || call.direction === 'out') return;
  if (await callBackOf(tx, contact.id)) return;
  await putCallBack(tx, {
    contact_id: contact.id,
    state: 'open',
    attempts: 0,
    due_at: tx.now,
    until: new Date(tx.now.getTime() + CALL_BACK.days),
    last_by: null,
    last_at: null,
  });
  tellChanged(tx, contact);
}

/** Who was called back did not answer: it is over for now, and tried again later, some times. The caller holds the contact's lock. */
export async function noAnswer(ctx: Ctx, tx: Tx, contact: ContactRow): Promise<void> {
  const back = await callBackOf(tx, contact.id, 'for update');
  if (!back || contact.state !== 'live') return;
  const next = nextAttempt(back.attempts, tx.now.getTime(), back.until.getTime());
  await putCallBack(tx, {
    ...back,
    state: next === null ? 'given-up' : 'open',
    due_at: next === null ? back.due_at : new Date(next),
  });
  const now = await updateContact(tx, contact.id, { state: 'abandoned', ended_at: tx.now, end_reason: 'no-answer' });
  await settleExposure(ctx, tx, contact);
  await insertEvent(tx, contact.id, 'abandoned', { attempt: back.attempts });
  tellChanged(tx, now);
}
