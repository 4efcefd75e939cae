import { type Ctx, newId, ok, type Result, refuseRequest, systemActor } from '../../kernel/index.ts';
import { auditOf, contactAct, type OnContact, tellChanged } from '../contacts/contact-record.ts';
import { findContact, insertEvent, updateContact } from '../contacts/contact-store.ts';
import { type ContactCard, contactCard } from '../contacts/contact-view.ts';
import { CAPACITY, WEIGHTS } from '../contacts/offer-rules.pure.ts';
import { loadsOf } from '../contacts/queue-store.ts';
import { HELPLINE } from '../counselling-desk.ts';
import { openShiftOf } from '../helpers/shift-store.ts';
import { contactPolicy } from '../policies.ts';
import { refuse } from '../refusals.ts';
import { callMark, openCall, sealCall } from './call-sealing.ts';
import { CALL_BACK } from './call-state.pure.ts';
import {
  callBackOf,
  extensionOf,
  insertCall,
  lastCallOf,
  lockCall,
  openCallBacks,
  putCallBack,
  updateCall,
} from './call-store.ts';
import type { CallBackRow, PhoneCallRow } from './call-tables.ts';
import { commandCall } from './command-call.ts';
import { noAnswer, notRung } from './follow-call.ts';

/** A number that waits to be called back, without the number. */
export interface CallBackView {
  readonly contact: string;
  readonly reference: string;
  readonly state: CallBackRow['state'];
  readonly calledAt: string;
  readonly dueAt: string;
  readonly attempts: number;
  readonly attemptsMost: number;
  readonly lastAt: string | null;
  readonly lastBy: string | null;
  readonly until: string;
}

const LISTED_MOST = 200;

/** Whom the desk has to call back, those that are due first, first. */
export async function listCallBacks(ctx: Ctx): Promise<Result<readonly CallBackView[]>> {
  if (!contactPolicy.couldEver(ctx.actor, 'contact.list', ctx.now)) {
    await ctx.auditRefused({ action: 'contact.list' });
    return refuseRequest('access.not-permitted');
  }
  return ctx.transaction(
    async (tx) =>
      ok(
        (await openCallBacks(tx, HELPLINE.desk, LISTED_MOST)).map((row) => ({
          contact: row.contact_id,
          reference: row.reference,
          state: row.state,
          calledAt: row.began_at.toISOString(),
          dueAt: row.due_at.toISOString(),
          attempts: row.attempts,
          attemptsMost: CALL_BACK.attempts,
          lastAt: row.last_at?.toISOString() ?? null,
          lastBy: row.last_by,
          until: row.until.toISOString(),
        })),
      ),
    { keep: true },
  );
}

/**
 * Somebody on shift calls back: the contact is theirs from now on, the attempt is counted, and the exchange rings at their telephone and
 * then at the number. Of two who press one has it. Where the exchange cannot ring just now the number stays due and no attempt counts.
 * Refusals: `call-back.none-open`, `call-back.not-rung`, `call.no-extension`, `shift.none-open`, `contact.no-room`
 */
export async function callBack(ctx: Ctx, input: { readonly contact: string }): Promise<Result<ContactCard>> {
  const begun = await contactAct(ctx, 'contact.list', { ...input, readOnly: true }, async (tx, seen, person) => {
    const shift = await openShiftOf(tx, person.person, 'for update');
    if (!shift) return refuse('shift.none-open');
    const load = (await loadsOf(tx, [person.person])).get(person.person)?.load ?? 0;
    if (load + WEIGHTS.PHONE > CAPACITY) return refuse('contact.no-room');
    const extension = await extensionOf(tx, person.person);
    if (extension === undefined) return refuse('call.no-extension');
    const back = await callBackOf(tx, seen.id, 'for update');
    const missed = await lastCallOf(tx, seen.id);
    if (back?.state !== 'open' || back.until <= tx.now || !missed || seen.state !== 'abandoned')
      return refuse('call-back.none-open');
    const { number } = await openCall(ctx.kernel, missed);
    if (number === null) return refuse('call-back.none-open');
    const contact = await updateContact(tx, seen.id, {
      state: 'live',
      channel: 'PHONE',
      helper: person.person,
      accepted_at: tx.now,
      ended_at: null,
      end_reason: null,
      recorded_at: null,
    });
    const id = newId<'phone-call'>(tx.now.getTime());
    await putCallBack(tx, {
      ...back,
      call_id: id,
      state: 'trying',
      attempts: back.attempts + 1,
      last_by: person.person,
      last_at: tx.now,
    });
    const key = `back-${id}`;
    const call: PhoneCallRow = {
      ...missed,
      id,
      call_mark: await callMark(ctx.kernel, missed.account_id, key),
      sealed: await sealCall(ctx.kernel, id, { call: key, number, voicemail: null, recording: null }),
      direction: 'out',
      state: 'incoming',
      state_at: tx.now,
      came_at: tx.now,
      answered_at: null,
      ended_at: null,
      cause: null,
      extension,
      parked_until: null,
      recording_since: null,
      recording_stop_asked_at: null,
      has_voicemail: false,
      failure: null,
    };
    await insertCall(tx, call);
    await insertEvent(tx, contact.id, 'called-back', { attempt: back.attempts + 1 });
    tx.audit({ ...auditOf(contact), action: 'call-back.begin', codes: { attempt: back.attempts + 1 } });
    tellChanged(tx, contact);
    return ok({ card: contactCard(contact), call, extension, number });
  });
  if (!begun.ok) return begun;
  const { card, call, extension, number } = begun.value;
  const asked = await commandCall(ctx, call, (key) => ({ act: 'dial', call: key, extension, number }));
  if (asked === 'sent' || asked === 'unsure') return ok(card);
  return (await leaveDue(ctx, call)) ? refuse('call-back.not-rung') : ok(card);
}

/** The exchange did not ring: the number waits as before, for whoever presses next. @returns false where it has told of the call meanwhile */
async function leaveDue(ctx: Ctx, dialled: PhoneCallRow): Promise<boolean> {
  const left = await ctx.as(systemActor('counselling.call-back')).transaction(async (tx) => {
    // The call before its contact, as where the exchange tells a step.
    const call = await lockCall(tx, dialled.id);
    const contact = await findContact(tx, dialled.contact_id, { lock: true });
    if (call?.state !== 'incoming' || !contact) return ok(false);
    await updateCall(tx, call.id, { state: 'ended', ended_at: tx.now });
    return ok(await notRung(ctx, tx, contact));
  });
  return left.ok && left.value;
}

/**
 * What came of calling back, as whoever called says: where the exchange tells it, it is told already. Refusals: `call-back.none-open`
 */
export async function settleCallBack(
  ctx: Ctx,
  input: OnContact & { readonly reached: boolean },
): Promise<Result<void>> {
  const { reached, ...on } = input;
  return contactAct(ctx, 'contact.reply', on, async (tx, contact) => {
    const back = await callBackOf(tx, contact.id, 'for update');
    if (back?.state !== 'trying') return refuse('call-back.none-open');
    if (reached) await putCallBack(tx, { ...back, state: 'reached' });
    else await noAnswer(ctx, tx, contact);
    tx.audit({ ...auditOf(contact), action: 'call-back.settle', codes: { reached } });
    tellChanged(tx, contact);
    return ok();
  });
}
