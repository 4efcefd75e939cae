import { type Ctx, MINUTE, ok, parseId, type Result } from '../../kernel/index.ts';
import { contactBands, isQueued } from '../contacts/contact.ts';
import { auditOf, contactAct, tellChanged } from '../contacts/contact-record.ts';
import { insertEvent, updateContact } from '../contacts/contact-store.ts';
import { type ContactCard, contactCard } from '../contacts/contact-view.ts';
import { offerContacts } from '../contacts/offer-contacts.ts';
import { askColleague } from '../contacts/transfer-contact.ts';
import { openShiftOf } from '../helpers/shift-store.ts';
import { refuse } from '../refusals.ts';
import type { ContactRow } from '../tables.ts';

/** One of the contacts that were chosen, as the supervisor saw it. */
export interface ChosenContact {
  readonly contact: string;
  readonly version: number;
}

/** What came of several acts: some may be done and others not, and why. */
export interface ManyDone {
  readonly done: readonly string[];
  /** `why` is the title of the refusal in the reader's language. */
  readonly refused: readonly { readonly contact: string; readonly code: string; readonly why: string }[];
}

/** So many are chosen at once. */
export const CHOSEN_MOST = 100;

/**
 * How long a contact is offered to nobody else. Danger waits for one person no longer than a minute, and nobody who lets it pass is
 * asked again: what is meant for somebody starves nobody. Milliseconds.
 */
export function meantFor(contact: Pick<ContactRow, 'band' | 'channel'>): number {
  if (contact.band >= contactBands.danger) return MINUTE;
  return contact.channel === 'MESSAGE' ? 60 * MINUTE : 5 * MINUTE;
}

/**
 * A supervisor gives contacts to a helper: one that waits is offered to them alone for a while, each as they have room; one that a
 * colleague has is asked for as in a warm transfer. Nobody reads by it what was said, and the helper presses to take each.
 * Refusals of each: `contact.act-not-open`, `contact.helper-not-there`, `contact.helper-rests`, `contact.no-room`, those of an act on a record
 */
export async function assignContacts(
  ctx: Ctx,
  input: { readonly contacts: readonly ChosenContact[]; readonly to: string },
): Promise<Result<ManyDone>> {
  const outcome = await many(ctx, input.contacts, (one) => assignOne(ctx, one, input.to));
  await offerContacts(ctx);
  return ok(outcome);
}

/** Takes back what was given to a helper who has not taken it: it is anybody's again, or stays with who has it. */
export async function takeBackContacts(
  ctx: Ctx,
  input: { readonly contacts: readonly string[] },
): Promise<Result<ManyDone>> {
  const outcome = await many(
    ctx,
    input.contacts.map((contact) => ({ contact })),
    (one) => takeBackOne(ctx, one.contact),
  );
  await offerContacts(ctx);
  return ok(outcome);
}

/** Each in a transaction of its own: what is done stays done where another is refused. */
export async function many<One extends { readonly contact: string }>(
  ctx: Ctx,
  chosen: readonly One[],
  act: (one: One) => Promise<Result<unknown>>,
): Promise<ManyDone> {
  const done: string[] = [];
  const refused: { contact: string; code: string; why: string }[] = [];
  for (const one of chosen.slice(0, CHOSEN_MOST)) {
    const result = await act(one);
    if (result.ok) done.push(one.contact);
    else {
      const { code, text } = result.refusal;
      refused.push({ contact: one.contact, code, why: text[ctx.language].title });
    }
  }
  return { done, refused };
}

function assignOne(ctx: Ctx, on: ChosenContact, to: string): Promise<Result<ContactCard>> {
  return contactAct(ctx, 'contact.steer', on, async (tx, contact) => {
    if (contact.state === 'live' || contact.state === 'held') return askColleague(tx, contact, to);
    if (!isQueued(contact.state)) return refuse('contact.act-not-open');
    const person = parseId<'person'>(to);
    const shift = person && (await openShiftOf(tx, person));
    if (!shift || (shift.state !== 'available' && shift.state !== 'winding-down'))
      return refuse('contact.helper-not-there', { field: 'to' });
    if (shift.rest_until !== null && shift.rest_until > tx.now) return refuse('contact.helper-rests', { field: 'to' });
    const meant = await updateContact(tx, contact.id, {
      meant_for: shift.person,
      meant_until: new Date(tx.now.getTime() + meantFor(contact)),
      // Whoever let it pass may be asked again by name.
      missed_by: null,
    });
    await insertEvent(tx, contact.id, 'meant', { to: shift.person });
    tx.audit({ ...auditOf(meant), action: 'contact.steer', codes: { act: 'assign', to: shift.person } });
    tellChanged(tx, meant);
    return ok(contactCard(meant));
  });
}

function takeBackOne(ctx: Ctx, contactId: string): Promise<Result<ContactCard>> {
  return contactAct(ctx, 'contact.steer', { contact: contactId }, async (tx, contact) => {
    const asked = contact.state === 'transferring';
    if (!asked && !(isQueued(contact.state) && contact.meant_for !== null)) return refuse('contact.act-not-open');
    const now = await updateContact(tx, contact.id, {
      ...(asked ? { state: 'live' as const, transfer_to: null, transfer_until: null } : {}),
      meant_for: null,
      meant_until: null,
    });
    await insertEvent(tx, contact.id, 'meant', { back: true });
    tx.audit({ ...auditOf(now), action: 'contact.steer', codes: { act: 'take-back' } });
    tellChanged(tx, now);
    return ok(contactCard(now));
  });
}
