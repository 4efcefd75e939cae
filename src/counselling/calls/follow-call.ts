import type { CallEvent } from '../../channels/index.ts';
import type { Ctx, Tx } from '../../kernel/index.ts';
import { settleExposure } from '../care/settle-exposure.ts';
import { abandonContact } from '../contacts/abandon-contact.ts';
import { isCarried, isQueued } from '../contacts/contact.ts';
import { QUEUED, tellChanged } from '../contacts/contact-record.ts';
import { findContact, insertEvent, nowWith, updateContact } from '../contacts/contact-store.ts';
import { beginWrap } from '../contacts/end-contact.ts';
import { noteAccepted } from '../contacts/note-accepted.ts';
import { openShiftOf } from '../helpers/shift-store.ts';
import type { ContactRow } from '../tables.ts';
import { CALL_BACK, isFault, nextAttempt, PARK_FOR } from './call-state.pure.ts';
import { callBackOf, personAt, putCallBack, updateCall } from './call-store.ts';
import type { PhoneCallRow } from './call-tables.ts';
import { tellCallChanged } from './command-call.ts';

/** The contact follows its call: who has answered, who waits, who is gone. The caller holds the call's lock. */
export async function followCall(
  ctx: Ctx,
  tx: Tx,
  before: PhoneCallRow,
  now: PhoneCallRow,
  { state: told, lost }: Pick<CallEvent, 'state'> & { readonly lost?: true },
): Promise<void> {
  // A number that was called back once more is a newer line: what an earlier one still tells is not followed.
  const newest = (await callBackOf(tx, now.contact_id))?.call_id ?? now.id;
  if (newest !== now.id && told !== 'voicemail') return;
  const answers = told === 'answered' && now.state === 'answered' && now.direction === 'in';
  if (answers && now.extension !== null && (before.state !== 'answered' || before.extension !== now.extension))
    await giveToWhoAnswered(tx, now, now.extension);
  const contact = await findContact(tx, now.contact_id, { lock: true });
  if (!contact) throw new Error('a call has lost its contact');
  if (told === 'voicemail') await keepWordsLeft(tx, contact);
  else if (now.state === 'ended' && before.state !== 'ended')
    await callOver(ctx, tx, contact, now, isFault({ cause: now.cause, ...(lost && { lost }) }));
  // Told in the wrong order: the end was heard first, and the number only now.
  else if (now.state === 'ended' && now.number_mark !== null && before.number_mark === null)
    await askCallBack(tx, contact, now);
  else if (told === 'held' && now.state === 'held' && contact.state === 'live') await setState(tx, contact, 'held');
  else if (told === 'resumed' && now.state === 'answered' && contact.state === 'held')
    await setState(tx, contact, 'resumed');
  else if (now.state === 'parked' && before.state !== 'parked') await park(tx, contact, now);
  tellCallChanged(tx, contact);
}

async function setState(tx: Tx, contact: ContactRow, to: 'held' | 'resumed'): Promise<void> {
  const now = await updateContact(tx, contact.id, { state: to === 'held' ? 'held' : 'live' });
  await insertEvent(tx, contact.id, to);
  tellChanged(tx, now);
}

/** An exchange that rings the desk by itself says who took it: the contact is theirs, as if it had been offered. */
async function giveToWhoAnswered(tx: Tx, call: PhoneCallRow, extension: string): Promise<void> {
  const person = await personAt(tx, extension);
  // The shift before the contact, as everywhere.
  const shift = person === undefined ? undefined : await openShiftOf(tx, person, 'for update');
  const contact = await findContact(tx, call.contact_id, { lock: true });
  if (!shift || !contact || !(isQueued(contact.state) || contact.state === 'offered')) return;
  await noteAccepted(tx, shift, await updateContact(tx, contact.id, nowWith(shift.person, tx.now)));
  tx.notify({ topic: 'contact.offered', id: contact.id, person: shift.person });
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

async function callOver(ctx: Ctx, tx: Tx, contact: ContactRow, call: PhoneCallRow, fault: boolean): Promise<void> {
  if (call.direction === 'out') {
    if (call.answered_at === null) {
      if (fault) await notRung(ctx, tx, contact);
      else await noAnswer(ctx, tx, contact);
      return;
    }
    const back = await callBackOf(tx, contact.id, 'for update');
    if (back?.state === 'trying') await putCallBack(tx, { ...back, state: 'reached' });
  }
  if (isCarried(contact.state)) {
    if (contact.state !== 'wrapping') await beginWrap(tx, contact, 'call-over');
    return;
  }
  // What was left is still to be heard.
  if (call.has_voicemail || contact.state === 'done' || contact.state === 'abandoned') return;
  await askCallBack(tx, await abandonContact(tx, contact, tx.now), call);
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
    call_id: null,
  });
  tellChanged(tx, contact);
}

/** Who was called back did not answer: it is over for now, and tried again later, some times. The caller holds the contact's lock. */
export async function noAnswer(ctx: Ctx, tx: Tx, contact: ContactRow): Promise<void> {
  const back = await callBackOf(tx, contact.id, 'for update');
  if (!back || !isCarried(contact.state) || contact.state === 'wrapping') return;
  const next = nextAttempt(back.attempts, tx.now.getTime(), back.until.getTime());
  await putCallBack(tx, {
    ...back,
    state: next === null ? 'given-up' : 'open',
    due_at: next === null ? back.due_at : new Date(next),
  });
  await overForNow(ctx, tx, contact, { reason: 'no-answer', attempt: back.attempts });
}

/**
 * The exchange could not ring just now: nobody was called, so that no attempt counts, and the number is due again at once. The caller holds
 * the contact's lock. @returns whether it was being called back
 */
export async function notRung(ctx: Ctx, tx: Tx, contact: ContactRow): Promise<boolean> {
  const back = await callBackOf(tx, contact.id, 'for update');
  if (back?.state !== 'trying' || !isCarried(contact.state) || contact.state === 'wrapping') return false;
  const attempts = Math.max(0, back.attempts - 1);
  await putCallBack(tx, { ...back, state: 'open', attempts, due_at: tx.now });
  await overForNow(ctx, tx, contact, { reason: attempts === 0 ? 'child-left' : 'no-answer', attempt: back.attempts });
  return true;
}

async function overForNow(
  ctx: Ctx,
  tx: Tx,
  contact: ContactRow,
  { reason, attempt }: { readonly reason: 'no-answer' | 'child-left'; readonly attempt: number },
): Promise<void> {
  const now = await updateContact(tx, contact.id, {
    state: 'abandoned',
    ended_at: tx.now,
    end_reason: reason,
    transfer_to: null,
    transfer_until: null,
  });
  await settleExposure(ctx, tx, contact);
  await insertEvent(tx, contact.id, 'abandoned', { attempt });
  tellChanged(tx, now);
}
