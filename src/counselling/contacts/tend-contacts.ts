import { type Ctx, ok, systemActor, type Tx } from '../../kernel/index.ts';
import { HELPLINE } from '../counselling-desk.ts';
import { countMissedOffer, giveBackOffer, setAway } from '../helpers/set-away.ts';
import { openShiftOf, silentShifts } from '../helpers/shift-store.ts';
import { abandonContact } from './abandon-contact.ts';
import { wordLeft } from './child-presence.ts';
import { isQueued } from './contact.ts';
import { tellChanged } from './contact-record.ts';
import {
  contactsPast,
  expiredOffers,
  findContact,
  insertEvent,
  updateContact,
  watchesPast,
  withdrawOffer,
} from './contact-store.ts';
import { whatIsDue } from './due-store.ts';
import { closeContact } from './end-contact.ts';
import { offerAgain } from './lost-contact.ts';
import { contactsOfSilent, noteLost } from './lost-store.ts';
import { offerContacts } from './offer-contacts.ts';
import { CHILD_GONE_AFTER, HELPER_LOST, PLACE_KEPT } from './offer-rules.pure.ts';
import { wakeForDanger } from './wake-for-danger.ts';
import { closeWatch } from './watch-contact.ts';

const EACH = 200;

/**
 * What time does to contacts and shifts: offers and transfers that ran out, helpers and children whose page is gone, what is not
 * written down in time; then a round of offers, and whoever is woken for danger that nobody has. One look says what of it there is to do. Each change carries its condition, so that
 * two processes may do it at once.
 */
export async function tendContacts(ctx: Ctx): Promise<void> {
  const platform = ctx.as(systemActor('counselling.tend-contacts'));
  const looked = await platform.transaction(async (tx) => ok(await whatIsDue(tx, HELPLINE.desk)), { keep: true });
  if (!looked.ok) return;
  const due = looked.value;
  if (due.offers) await expireOffers(platform);
  if (due.transfers) await endTransfers(platform);
  if (due.silent) await setSilentAway(platform);
  if (due.lost) await offerLostAgain(platform);
  if (due.wraps) await endWraps(platform);
  if (due.pages) await noteClosedPages(platform);
  if (due.places) await giveUpPlaces(platform);
  if (due.watches) await endWatches(platform);
  if (due.queue || due.offers || due.transfers || due.lost || due.wraps) await offerContacts(ctx);
  if (due.danger) await wakeForDanger(platform);
}

/** One after the other in transactions of their own, so that no lock is held for longer than one change. */
async function each<T>(found: readonly T[], change: (one: T) => Promise<unknown>): Promise<void> {
  for (const one of found) await change(one);
}

async function look<T>(ctx: Ctx, ask: (tx: Tx) => Promise<T[]>): Promise<T[]> {
  const found = await ctx.transaction(async (tx) => ok(await ask(tx)));
  return found.ok ? found.value : [];
}

async function expireOffers(ctx: Ctx): Promise<void> {
  await each(await look(ctx, (tx) => expiredOffers(tx, EACH)), ({ id, offered_to: person }) =>
    ctx.transaction(async (tx) => {
      const shift = await openShiftOf(tx, person, 'for update');
      const contact = await findContact(tx, id, { lock: true });
      const over = contact?.offered_to === person && (contact.offer_until ?? tx.now) <= tx.now;
      const back = over ? await withdrawOffer(tx, id, person) : undefined;
      if (!back) return ok();
      await insertEvent(tx, id, 'offer-missed', { by: person });
      if (shift) await countMissedOffer(tx, shift);
      tellChanged(tx, back);
      return ok();
    }),
  );
}

/** A colleague who did not answer: whoever has the contact keeps it, and hears so. */
async function endTransfers(ctx: Ctx): Promise<void> {
  const over = await look(ctx, (tx) => contactsPast(tx, ['transferring'], 'transfer_until', tx.now, EACH));
  await each(over, (id) =>
    ctx.transaction(async (tx) => {
      const contact = await findContact(tx, id, { lock: true });
      if (contact?.state !== 'transferring' || (contact.transfer_until ?? tx.now) > tx.now) return ok();
      const now = await updateContact(tx, id, { state: 'live', transfer_to: null, transfer_until: null });
      await insertEvent(tx, id, 'transfer-missed', { by: contact.transfer_to ?? '' });
      tellChanged(tx, now);
      return ok();
    }),
  );
}

const before = (ctx: Ctx, milliseconds: number) => new Date(ctx.now.getTime() - milliseconds);

/** Helpers whose page shows no sign. */
async function setSilentAway(ctx: Ctx): Promise<void> {
  const since = (milliseconds: number) => before(ctx, milliseconds);
  await each(await look(ctx, (tx) => silentShifts(tx, since(HELPER_LOST.away), EACH)), ({ person }) =>
    ctx.transaction(async (tx) => {
      const shift = await openShiftOf(tx, person, 'for update');
      if (!shift || shift.last_sign_at > since(HELPER_LOST.away)) return ok();
      if (shift.state !== 'available' && shift.state !== 'winding-down') return ok();
      await giveBackOffer(tx, person);
      await setAway(tx, shift, 'stream-lost');
      return ok();
    }),
  );
}

/** Children whose helper is gone are told, and their contacts offered to others before everybody else. */
async function offerLostAgain(ctx: Ctx): Promise<void> {
  const since = (milliseconds: number) => before(ctx, milliseconds);
  const lost = await look(ctx, (tx) => contactsOfSilent(tx, since(HELPER_LOST.told), EACH));
  await each(lost, (contact) =>
    ctx.transaction(async (tx) => {
      const shift = await openShiftOf(tx, contact.helper ?? '', 'for update');
      if (shift && shift.last_sign_at > since(HELPER_LOST.told)) return ok();
      if (await noteLost(tx, contact.id)) tellChanged(tx, contact);
      if (!shift || shift.last_sign_at <= since(HELPER_LOST.offeredAgain)) await offerAgain(tx, contact.id);
      return ok();
    }),
  );
}

/** What was not written down in time counts as done; the helper has room again. */
async function endWraps(ctx: Ctx): Promise<void> {
  await each(await look(ctx, (tx) => contactsPast(tx, ['wrapping'], 'wrap_until', tx.now, EACH)), (id) =>
    ctx.transaction(async (tx) => {
      const contact = await findContact(tx, id, { lock: true });
      if (contact?.state !== 'wrapping' || (contact.wrap_until ?? tx.now) > tx.now) return ok();
      const now = await closeContact(ctx, tx, contact);
      await insertEvent(tx, id, 'wrap-over');
      tellChanged(tx, now);
      return ok();
    }),
  );
}

/** A supervisor reads along for a quarter of an hour at most. */
async function endWatches(ctx: Ctx): Promise<void> {
  await ctx.transaction(async (tx) => {
    for (const watched of await watchesPast(tx, EACH)) await closeWatch(tx, watched);
    return ok();
  });
}

/** A child that waits and whose page shows no sign has closed it: its place is kept from the last sign on. */
async function noteClosedPages(ctx: Ctx): Promise<void> {
  const gone = before(ctx, CHILD_GONE_AFTER);
  const closed = await look(ctx, (tx) =>
    contactsPast(tx, ['waiting', 'returned', 'live'], 'child_sign_at', gone, EACH),
  );
  await each(closed, (id) =>
    ctx.transaction(async (tx) => {
      const contact = await findContact(tx, id, { lock: true });
      if (!contact || contact.child_away_since !== null || (contact.child_sign_at ?? tx.now) > gone) return ok();
      const signed = contact.child_sign_at ?? tx.now;
      const waits = isQueued(contact.state) && contact.channel !== 'MESSAGE';
      if (!isQueued(contact.state) && contact.state !== 'live') return ok();
      const now = await updateContact(tx, id, {
        child_away_since: signed,
        child_sign_at: null,
        ...(waits ? { place_until: new Date(signed.getTime() + PLACE_KEPT) } : {}),
      });
      await insertEvent(tx, id, 'child-left');
      tellChanged(tx, now);
      return ok();
    }),
  );
}

/**
 * A place that nobody came back to in time. Where something was written it counts as word that was left, and is answered; else the
 * contact is counted as abandoned. Its words open either, and whoever comes waits anew.
 */
async function giveUpPlaces(ctx: Ctx): Promise<void> {
  const over = await look(ctx, (tx) => contactsPast(tx, ['waiting', 'returned'], 'place_until', tx.now, EACH));
  await each(over, (id) =>
    ctx.transaction(async (tx) => {
      const contact = await findContact(tx, id, { lock: true });
      if (!contact || !isQueued(contact.state) || contact.place_until === null || contact.place_until > tx.now)
        return ok();
      if (contact.child_seq > 0) {
        const kept = await updateContact(tx, id, wordLeft(contact.child_away_since ?? tx.now));
        await insertEvent(tx, id, 'left-word', { by: 'house' });
        tellChanged(tx, kept);
        return ok();
      }
      await abandonContact(tx, contact, new Date(contact.place_until.getTime() - PLACE_KEPT));
      return ok();
    }),
  );
}
