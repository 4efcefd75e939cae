import { wakePeople } from '../../channels/index.ts';
import { type Ctx, ok, systemActor } from '../../kernel/index.ts';
import { HELPLINE } from '../counselling-desk.ts';
import { careOf } from '../frequent/frequent-store.ts';
import type { PlanRow } from '../frequent/frequent-tables.ts';
import { isForNamed, isHeldBack, type Waiting } from '../frequent/offer-care.ts';
import { markOffered } from '../helpers/shift-store.ts';
import type { ShiftRow } from '../tables.ts';
import { contactBands } from './contact.ts';
import { insertEvent } from './contact-store.ts';
import { matchOffers } from './match-offers.pure.ts';
import { HELPER_LOST, OFFER_FOR } from './offer-rules.pure.ts';
import { dangerWasLast, diversionsOf, loadsOf, lockShiftsOnDuty, putOffer, queueOf } from './queue-store.ts';

/** The helper who is named in the plan of a contact, where they are there, did not let it pass, and it is theirs now. */
function namedFor(
  contact: Waiting & { readonly missedBy: string | null },
  plan: PlanRow | undefined,
  onDuty: readonly string[],
  now: Date,
): string | null {
  const named = plan?.named_helper ?? null;
  if (!plan || named === null || named === contact.missedBy || !onDuty.includes(named)) return null;
  const times = { weekdays: plan.weekdays, fromMinute: plan.from_minute, toMinute: plan.to_minute };
  return isForNamed(contact, times, now) ? named : null;
}

/** So many of the queue are looked at in a round: more than there are helpers. */
const LOOK_AT = 200;

/**
 * One round: each contact in its order is offered to the best helper who has room. Every verb that adds a contact or frees a
 * helper ends with it, and so does each tick: where two run beside each other, each has its own helpers by the locks of their
 * shifts, and a contact goes to one by the condition of its update.
 * @returns how many were offered
 */
export async function offerContacts(ctx: Ctx): Promise<number> {
  const round = await ctx.as(systemActor('counselling.offer-contacts')).transaction(async (tx) => {
    const desk = HELPLINE.desk;
    const alive = new Date(tx.now.getTime() - HELPER_LOST.away);
    const shifts = await lockShiftsOnDuty(tx, desk, alive);
    const restsUntil = ({ rest_until }: ShiftRow) => (rest_until !== null && rest_until > tx.now ? rest_until : null);
    if (shifts.length === 0) return ok(0);
    // Asked after the locks were taken, so that nothing is counted that was there before them.
    const people = shifts.map(({ person }) => person);
    const loads = await loadsOf(tx, people);
    const free = shifts.flatMap((shift) => {
      const { load = 0, offered = false } = loads.get(shift.person) ?? {};
      if (offered) return [];
      const { id, person, state, tier, level, channels, last_offer_at, idle_since } = shift;
      return [
        {
          shift: id,
          person,
          state,
          tiers: [tier],
          level,
          channels,
          load,
          lastOfferAt: last_offer_at?.getTime() ?? null,
          idleSince: idle_since.getTime(),
          restsUntil: restsUntil(shift)?.getTime() ?? null,
        },
      ];
    });
    if (free.length === 0) return ok(0);
    const queue = await queueOf(tx, desk, await dangerWasLast(tx, desk), LOOK_AT);
    if (queue.length === 0) return ok(0);
    const diverted = await diversionsOf(tx, desk);
    const care = await careOf(
      tx,
      queue.map(({ id }) => id),
    );
    const waiting = queue.flatMap((row) => {
      const slowed = care.slowed.has(row.id);
      const one = { ...row, waitingSince: row.waiting_since.getTime(), missedBy: row.missed_by };
      if (slowed && isHeldBack(one, tx.now)) return [];
      const tier = slowed && row.band < contactBands.danger ? 'front' : (diverted.get(row.tier) ?? row.tier);
      return [{ ...one, tier, meantFor: row.meant_for ?? namedFor(one, care.plans.get(row.id), people, tx.now) }];
    });
    const atWork = shifts.filter((shift) => restsUntil(shift) === null).length;
    let offered = 0;
    for (const { contact, helper } of matchOffers(waiting, free, atWork, tx.now.getTime())) {
      const { id, channel } = contact;
      const until = new Date(tx.now.getTime() + OFFER_FOR[channel]);
      if (!(await putOffer(tx, id, helper.person, until))) continue;
      offered += 1;
      await markOffered(tx, helper.shift);
      await insertEvent(tx, id, 'offered', { to: helper.person });
      tx.notify({ topic: 'contact.offered', id, person: helper.person });
      await wakePeople(tx, [helper.person], { key: `offer.${id}.${until.getTime()}`, until });
      tx.notify({ topic: 'contact.changed', id, desk });
    }
    return ok(offered);
  });
  return round.ok ? round.value : 0;
}
