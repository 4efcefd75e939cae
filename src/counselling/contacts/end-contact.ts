import { type Ctx, ok, type Result, type Tx } from '../../kernel/index.ts';
import { settleExposure } from '../care/settle-exposure.ts';
import { openShiftOf, updateShift } from '../helpers/shift-store.ts';

import { refuse } from '../refusals.ts';
import { auditOf, contactAct, type OnContact, tellChanged } from './contact-record.ts';
import { carriedBy, insertEvent, updateContact } from './contact-store.ts';
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
  return contactAct(ctx, 'contact.end', on, async (tx, contact) => {
    if (contact.state !== 'live' && contact.state !== 'held') return refuse('contact.act-not-open');
    const ended = await updateContact(tx, contact.id, {
      state: 'wrapping',
      wrap_until: new Date(tx.now.getTime() + WRAP_FOR),
      end_reason: reason,
      owed_since: null,
      helper_lost_since: null,
    });
    await insertEvent(tx, contact.id, 'ended', { reason });
    tx.audit({ ...auditOf(ended), action: 'contact.end', codes: { reason } });
    tellChanged(tx, ended);
    return ok(contactCard(ended));
  });
}

/** Nothing more is to be done with it now: the helper has room again. What was not written down yet stays a duty of theirs. */
export async function finishContact(ctx: Ctx, input: OnContact): Promise<Result<ContactCard>> {
  const finished = await contactAct(ctx, 'contact.end', input, async (tx, contact, person) => {
    if (contact.state !== 'wrapping') return refuse('contact.act-not-open');
    const done = await updateContact(tx, contact.id, { state: 'done', wrap_until: null, ended_at: tx.now });
    await insertEvent(tx, contact.id, 'done');
    await settleExposure(ctx, tx, contact);
    await roomAgain(tx, person.person);
    tx.audit({ ...auditOf(done), action: 'contact.finish' });
    tellChanged(tx, done);
    return ok(contactCard(done));
  });
  if (finished.ok) await offerContacts(ctx);
  return finished;
}

/** A contact of the helper has ended: where it was the last one, they are free from now on. */
export async function roomAgain(tx: Tx, person: string): Promise<void> {
  if ((await carriedBy(tx, person)).length > 0) return;
  const shift = await openShiftOf(tx, person);
  if (shift) await updateShift(tx, shift.id, { idle_since: tx.now });
}
