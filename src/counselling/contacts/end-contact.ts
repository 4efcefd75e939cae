import { type Ctx, ok, type Result, type Tx } from '../../kernel/index.ts';
import { letCallerWait } from '../calls/ring-who-took.ts';
import { settleExposure } from '../care/settle-exposure.ts';
import { openShiftOf, updateShift } from '../helpers/shift-store.ts';
import { refuse } from '../refusals.ts';
import type { ContactRow } from '../tables.ts';
import { auditOf, contactAct, type OnContact, tellChanged } from './contact-record.ts';
import { type ContactChange, carriedBy, insertEvent, updateContact } from './contact-store.ts';
import { type ContactCard, contactCard } from './contact-view.ts';
import { offerContacts } from './offer-contacts.ts';
import { WRAP_FOR } from './offer-rules.pure.ts';

export const endReasons = ['helped', 'passed-on', 'child-left', 'no-answer', 'not-for-111'] as const;
export type EndReason = (typeof endReasons)[number];

/** The talk is over for the child; the helper has some minutes to write it down, and takes nothing new in its place meanwhile. */
export async function endContact(
  ctx: Ctx,
  input: OnContact & { readonly reason: EndReason },
): Promise<Result<ContactCard>> {
  if (!endReasons.includes(input.reason)) return refuse('contact.reason-unknown', { field: 'reason' });
  const { reason, ...on } = input;
  const ended = await contactAct(ctx, 'contact.end', on, async (tx, contact) => {
    if (contact.state !== 'live' && contact.state !== 'held') return refuse('contact.act-not-open');
    return ok(contactCard(await beginWrap(tx, contact, reason)));
  });
  if (ended.ok) await letCallerWait(ctx, ended.value, 'hang-up');
  return ended;
}

/** Its helper writes it down from now on. The caller holds its lock. @returns the contact as it is then */
export async function beginWrap(tx: Tx, contact: ContactRow, reason: EndReason | 'call-over'): Promise<ContactRow> {
  const over = await updateContact(tx, contact.id, {
    state: 'wrapping',
    wrap_until: new Date(tx.now.getTime() + WRAP_FOR),
    end_reason: reason,
    owed_since: null,
    helper_lost_since: null,
    transfer_to: null,
    transfer_until: null,
  });
  await insertEvent(tx, contact.id, 'ended', { reason });
  tx.audit({ ...auditOf(over), action: 'contact.end', codes: { reason } });
  tellChanged(tx, over);
  return over;
}

/** Nothing more is to be done with it now: the helper has room again. What was not written down yet stays a duty of theirs. */
export async function finishContact(ctx: Ctx, input: OnContact): Promise<Result<ContactCard>> {
  const finished = await contactAct(ctx, 'contact.end', input, async (tx, contact) => {
    if (contact.state !== 'wrapping') return refuse('contact.act-not-open');
    const done = await closeContact(ctx, tx, contact);
    await insertEvent(tx, contact.id, 'done');
    tx.audit({ ...auditOf(done), action: 'contact.finish' });
    tellChanged(tx, done);
    return ok(contactCard(done));
  });
  if (finished.ok) await offerContacts(ctx);
  return finished;
}

/**
 * The contact is done: it is counted for its helper, who is free from now on where it was their last. The caller holds its lock.
 * @returns the contact as it is then
 */
export async function closeContact(
  ctx: Ctx,
  tx: Tx,
  contact: ContactRow,
  change: ContactChange = {},
): Promise<ContactRow> {
  const done = await updateContact(tx, contact.id, { ...change, state: 'done', wrap_until: null, ended_at: tx.now });
  await settleExposure(ctx, tx, contact);
  const { helper } = contact;
  if (helper === null || (await carriedBy(tx, helper)).length > 0) return done;
  const shift = await openShiftOf(tx, helper);
  if (shift) await updateShift(tx, shift.id, { idle_since: tx.now });
  return done;
}
