import type { ReceiptProof } from '../../intake/index.ts';
import { type Ctx, ok, type Result, type Tx } from '../../kernel/index.ts';
import { refuse } from '../refusals.ts';
import type { ContactRow } from '../tables.ts';
import { childGoesAway } from './child-away.ts';
import { type ContactState, contactBands, isQueued } from './contact.ts';
import { childAct } from './contact-receipts.ts';
import { auditOf, tellChanged } from './contact-record.ts';
import { type ContactChange, insertEvent, touchChild, updateContact, withdrawOffer } from './contact-store.ts';
import { offerContacts } from './offer-contacts.ts';
import { raised } from './raise-band.ts';

/** The child closes its page, or blanks it and goes. Its place is kept for ten minutes; whoever has the contact is told. */
export async function leaveContact(ctx: Ctx, proof: ReceiptProof): Promise<Result<void>> {
  const left = await childAct(ctx, proof, async (tx, contact) => {
    await childGoesAway(tx, contact);
    return ok();
  });
  if (left.ok) await offerContacts(ctx);
  return left;
}

/** The child's page is open again: within ten minutes it stands where it stood. What is over stays over: see `waitAgain`. */
export async function returnToContact(ctx: Ctx, proof: ReceiptProof): Promise<Result<void>> {
  const back = await childAct(ctx, proof, async (tx, contact) => {
    const kept = contact.place_until === null || contact.place_until > tx.now;
    if (!kept || contact.state === 'done' || contact.state === 'abandoned') return ok(false);
    const wasAway = contact.child_away_since !== null || contact.place_until !== null;
    if (!wasAway && !contact.child_blanked) return ok(false);
    const now = await updateContact(tx, contact.id, {
      child_away_since: null,
      child_blanked: false,
      child_sign_at: tx.now,
      place_until: null,
    });
    await insertEvent(tx, contact.id, 'child-returned');
    tellChanged(tx, now);
    return ok(isQueued(now.state));
  });
  if (!back.ok) return back;
  if (back.value) await offerContacts(ctx);
  return ok();
}

/** A sign is written down at most so often. Milliseconds. */
const SIGN_EVERY = 20_000;

/** The child's sign of being there, as it is to stand: a moment later it is not written again, which would touch every index of contacts. */
export function signNow(contact: Pick<ContactRow, 'child_sign_at'>, now: Date): Date {
  const signed = contact.child_sign_at;
  return signed !== null && now.getTime() - signed.getTime() < SIGN_EVERY ? signed : now;
}

/**
 * The child's page is there. One that was counted as closed stands in its place again; what was blanked stays blank until the child
 * shows it.
 */
export async function signOfChild(ctx: Ctx, proof: ReceiptProof): Promise<Result<void>> {
  const seen = await childAct(ctx, proof, async (tx, contact) => {
    const signed = contact.child_sign_at?.getTime() ?? 0;
    const away = contact.child_away_since !== null;
    if (!away && tx.now.getTime() - signed < SIGN_EVERY) return ok(false);
    const kept = contact.place_until === null || contact.place_until > tx.now;
    if (!kept || contact.state === 'done' || contact.state === 'abandoned') return ok(false);
    if (!away) {
      await touchChild(tx, contact.id);
      return ok(false);
    }
    const now = await updateContact(tx, contact.id, {
      child_away_since: null,
      child_sign_at: tx.now,
      place_until: null,
    });
    await insertEvent(tx, contact.id, 'child-returned');
    tellChanged(tx, now);
    return ok(isQueued(now.state));
  });
  if (!seen.ok) return seen;
  if (seen.value) await offerContacts(ctx);
  return ok();
}

/**
 * The child leaves word and goes: somebody reads it when they have room, and the answer waits in the thread under the same words.
 * @returns refusals `contact.word-needed`, `contact.not-waiting`
 */
export async function leaveWord(ctx: Ctx, proof: ReceiptProof): Promise<Result<void>> {
  const left = await childAct(ctx, proof, async (tx, contact) => {
    if (contact.child_seq === 0) return refuse('contact.word-needed');
    if (contact.state === 'offered' && contact.offered_to !== null)
      await withdrawOffer(tx, contact.id, contact.offered_to);
    else if (!isQueued(contact.state)) return refuse('contact.not-waiting');
    const now = await updateContact(tx, contact.id, { ...wordLeft(tx.now), missed_by: null });
    await insertEvent(tx, contact.id, 'left-word', { by: 'child' });
    tx.audit({ ...auditOf(now), action: 'contact.leave-word' });
    tellChanged(tx, now);
    return ok();
  });
  if (left.ok) await offerContacts(ctx);
  return left;
}

/** A contact whose child has gone and is answered in the thread: its place in the queue is that of a message. */
export function wordLeft(now: Date): ContactChange {
  return { channel: 'MESSAGE', child_away_since: now, child_sign_at: null, place_until: null };
}

/** It got worse while the child waited: once, to the band of those who said so at the beginning. */
export async function sayItGotWorse(ctx: Ctx, proof: ReceiptProof): Promise<Result<void>> {
  const said = await childAct(ctx, proof, async (tx, contact) => {
    if (!isQueued(contact.state) && contact.state !== 'offered') return refuse('contact.over');
    if (contact.got_worse_at !== null) return ok();
    const to = raised(contact.band, contactBands.urgent, 'got-worse');
    const now = await updateContact(tx, contact.id, {
      got_worse_at: tx.now,
      ...(to && { band: to.band, band_reason: to.reason }),
    });
    await insertEvent(tx, contact.id, 'got-worse', to ? { band: to.band } : {});
    tellChanged(tx, now);
    return ok();
  });
  if (said.ok) await offerContacts(ctx);
  return said;
}

/**
 * Whoever comes back after the end, or after its place was given up, waits anew under the same words. The contact is offered to who
 * is on shift, and never goes straight to the helper who had it before.
 */
export async function waitAgain(ctx: Ctx, proof: ReceiptProof): Promise<Result<void>> {
  const waits = await childAct(ctx, proof, async (tx, contact) => {
    const over = contact.state === 'done' || contact.state === 'abandoned';
    const left = contact.channel === 'MESSAGE' && isQueued(contact.state);
    if (!over && !left) return refuse('contact.not-over');
    // Word was left, and the child is here again: it waits for a talk where it stood.
    const here: ContactChange = { channel: 'CHAT', child_away_since: null, child_sign_at: tx.now };
    const now = await updateContact(tx, contact.id, over ? queuedAnew(tx.now) : here);
    await insertEvent(tx, contact.id, 'child-returned');
    tx.audit({ ...auditOf(now), action: 'contact.wait-again' });
    tellChanged(tx, now);
    return ok();
  });
  if (waits.ok) await offerContacts(ctx);
  return waits;
}

/**
 * The child writes to a contact that its helper still has: one that was held, or is being written down, goes on with the same helper, so
 * that nothing is written where nobody can answer.
 */
export function talkedAgain(state: ContactState): ContactChange {
  if (state === 'held') return { state: 'live' };
  return state === 'wrapping' ? { state: 'live', wrap_until: null, end_reason: null } : {};
}

/** Notes that it goes on, or stands in the queue again. @returns whether it does */
export async function noteTalkedAgain(tx: Tx, before: ContactRow, by: 'line' | 'network'): Promise<boolean> {
  if (before.state === 'held') await insertEvent(tx, before.id, 'resumed');
  else if (['wrapping', 'done', 'abandoned'].includes(before.state))
    await insertEvent(tx, before.id, 'child-returned', { by });
  else return false;
  return true;
}

/** A contact that was over stands in the queue again, with its age from now on. */
export function queuedAnew(now: Date): ContactChange {
  return {
    state: 'returned',
    channel: 'CHAT',
    waiting_since: now,
    ended_at: null,
    end_reason: null,
    // It goes on: what comes is written down too.
    recorded_at: null,
    accepted_at: null,
    offered_at: null,
    missed_by: null,
    child_away_since: null,
    child_sign_at: now,
    place_until: null,
  };
}

/**
 * "Somebody is here": the child's page is blank and frozen at once, and the helper sees that nothing can be read there now.
 * The child shows it again by `returnToContact`.
 */
export async function blankContact(ctx: Ctx, proof: ReceiptProof): Promise<Result<void>> {
  return childAct(ctx, proof, async (tx, contact) => {
    const now = await updateContact(tx, contact.id, { child_blanked: true });
    tellChanged(tx, now);
    return ok();
  });
}
