import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { fileFixture } from '../../../tools/test/file-fixture.ts';
import { code, must } from '../../../tools/test/test-result.ts';
import type { PersonActor } from '../../kernel/index.ts';
import { assignContacts } from '../board/assign-contacts.ts';
import { showBoard } from '../board/show-board.ts';
import { acceptContact } from '../contacts/accept-contact.ts';
import { endContact, finishContact } from '../contacts/end-contact.ts';
import { type FreeHelper, matchOffers, type ToOffer } from '../contacts/match-offers.pure.ts';
import { CAPACITY, REST_YIELDS_AFTER, WEIGHTS } from '../contacts/offer-rules.pure.ts';
import { steerContact } from '../contacts/steer-contact.ts';
import { transferContact } from '../contacts/transfer-contact.ts';
import { setHelperState } from '../helpers/set-helper-state.ts';
import { openCounsellingHome } from '../testing.ts';
import { exposureWeight, isHard, restAfter } from './care.ts';
import { ownCare } from './own-care.ts';

const home = fileFixture(() => openCounsellingHome());
beforeEach(async () => home.clear());
type Who = PersonActor;
const DANGER = { firstLine: 'Bố đang cầm dao đuổi em.' };
const RULES = {
  CARE_WEIGHT_NORMAL: 1,
  CARE_WEIGHT_URGENT: 2,
  CARE_WEIGHT_DANGER: 4,
  CARE_WEIGHT_MINUTES: 10,
  CARE_HARD_FROM: 4,
  CARE_REST_MINUTES: 10,
  CARE_REST_LONG_MINUTES: 20,
  CARE_RUN_HOURS: 2,
  CARE_BREAK_MINUTES: 15,
};
/** Twenty seconds pass, with a sign of life of these helpers and of every child. */
async function step(alive: readonly Who[]): Promise<void> {
  const at = new Date(home.clock.now().getTime() + 20_000);
  await home.owner.query('update counselling.contact set child_sign_at = $1 where child_sign_at is not null', [at]);
  await home.after(20, alive);
}
async function minutes(count: number, ...alive: Who[]): Promise<void> {
  for (let second = 0; second < count * 60; second += 20) await step(alive);
}
const care = async (who: Who) => must(await ownCare(home.at(who)));

/** A child in danger that the helper has for so many minutes, to the end. */
async function hardContact(helper: Who, lasts: number, ...alive: Who[]): Promise<string> {
  const { contact } = await home.child(DANGER);
  for (let tries = 0; (await home.contact(contact)).offered_to !== helper.person; tries += 1) {
    if (tries > 12) throw new Error('it was never offered to that helper');
    await step([helper, ...alive]);
  }
  must(await acceptContact(home.at(helper), { contact }));
  await minutes(lasts, helper, ...alive);
  must(await endContact(home.at(helper), { contact, reason: 'helped' }));
  must(await finishContact(home.at(helper), { contact }));
  return contact;
}

describe('how heavy a contact was', () => {
  it('is the weight of its band by its minutes: ten minutes of danger as forty of an ordinary one', () => {
    expect(exposureWeight(3, 10, RULES)).toBe(4);
    expect(exposureWeight(4, 10, RULES)).toBe(4);
    expect(exposureWeight(2, 20, RULES)).toBe(4);
    expect(exposureWeight(1, 40, RULES)).toBe(4);
    expect(isHard(3.9, RULES)).toBe(false);
    expect(isHard(4, RULES)).toBe(true);
  });

  it('is followed by ten minutes, by twenty after every second hard one, and by a break after two hours without', () => {
    const rest = (hard: boolean, hardBefore: number, runHours = 0) => restAfter({ hard, hardBefore, runHours }, RULES);
    expect([rest(true, 0), rest(true, 1), rest(true, 2), rest(true, 3)]).toEqual([10, 20, 10, 20]);
    expect([rest(false, 1), rest(false, 0, 1.9), rest(false, 0, 2)]).toEqual([0, 0, 15]);
    expect(rest(true, 1, 3)).toBe(20);
  });
});

describe('a helper after a hard contact', () => {
  it('is offered nothing until the rest is over, whatever they say, and the supervisor sees only that they rest', async () => {
    const helper = await home.onShift('counsellor');
    await hardContact(helper, 11);
    const { restUntil } = await care(helper);
    expect(new Date(restUntil ?? 0).getTime() - home.clock.now().getTime()).toBe(10 * 60_000);
    must(await setHelperState(home.at(helper), { state: 'available' }));
    const { contact } = await home.child();
    await minutes(9, helper);
    expect((await home.contact(contact)).state).toBe('waiting');
    const supervisor = home.helper('111_supervisor');
    const board = must(await showBoard(home.at(supervisor)));
    expect(board.people).toMatchObject([{ person: helper.person, needsRest: true }]);
    expect(Object.keys(board.people[0] ?? {})).not.toEqual(expect.arrayContaining(['weight', 'hard']));
    await minutes(2, helper);
    expect(await home.contact(contact)).toMatchObject({ state: 'offered', offered_to: helper.person });
  });

  it('rests longer after the second of a shift, and is told whom to talk to', async () => {
    const helper = await home.onShift('counsellor');
    await hardContact(helper, 11);
    expect((await care(helper)).talk).toBe(false);
    await minutes(10, helper);
    await hardContact(helper, 11);
    const { restUntil, talk } = await care(helper);
    expect(new Date(restUntil ?? 0).getTime() - home.clock.now().getTime()).toBe(20 * 60_000);
    expect(talk).toBe(true);
  });

  it('is asked neither by a transfer nor by a supervisor', async () => {
    const [resting, other] = [await home.onShift('counsellor'), await home.onShift('front')];
    await hardContact(resting, 11, other);
    const { contact } = await home.child();
    expect((await home.contact(contact)).offered_to).toBe(other.person);
    must(await acceptContact(home.at(other), { contact }));
    const to = { person: resting.person };
    expect(code(await transferContact(home.at(other), { contact, to }))).toBe('contact.helper-rests');
    must(await setHelperState(home.at(other), { state: 'away', reason: 'short' }));
    const waits = await home.child();
    const { version } = await home.contact(waits.contact);
    const given = await assignContacts(home.at(home.helper('111_supervisor')), {
      contacts: [{ contact: waits.contact, version }],
      to: resting.person,
    });
    expect(must(given).refused.map((one) => one.code)).toEqual(['contact.helper-rests']);
  });

  it('is asked all the same for danger that nobody else can take: it never starves of a rest', async () => {
    const helper = await home.onShift('counsellor');
    await hardContact(helper, 11);
    const { contact } = await home.child(DANGER);
    await minutes(1, helper);
    expect((await home.contact(contact)).state).toBe('waiting');
    await minutes(1, helper);
    expect(await home.contact(contact)).toMatchObject({ state: 'offered', offered_to: helper.person });
  });

  it('who lets it go to a colleague, or from whom a supervisor takes it, has had it too', async () => {
    const helper = await home.onShift('counsellor');
    const { contact } = await home.child(DANGER);
    must(await acceptContact(home.at(helper), { contact }));
    await minutes(11, helper);
    const { version } = await home.contact(contact);
    must(await steerContact(home.at(home.helper('111_supervisor')), { contact, version, act: 'give-back' }));
    expect((await care(helper)).days).toMatchObject([{ contacts: 1, minutes: 11, hard: 1 }]);
    expect((await care(helper)).restUntil).not.toBeNull();
  });

  it('counts it to the one budget of hard content that reviewers have too', async () => {
    const helper = await home.onShift('counsellor');
    await hardContact(helper, 11);
    const { rows } = await home.owner.query('select items, seconds from work.exposure where person = $1', [
      helper.person,
    ]);
    expect(rows).toEqual([{ items: 1, seconds: 660 }]);
    const calm = await home.onShift('front');
    const { contact } = await home.child();
    must(await acceptContact(home.at(calm), { contact }));
    must(await endContact(home.at(calm), { contact, reason: 'helped' }));
    must(await finishContact(home.at(calm), { contact }));
    const none = await home.owner.query('select from work.exposure where person = $1', [calm.person]);
    expect(none.rowCount).toBe(0);
    expect((await care(calm)).restUntil).toBeNull();
  });
});

it('a break is due after two hours without one, and one that was taken counts', async () => {
  const [worked, rested] = [await home.onShift('front'), await home.onShift('front')];
  const began = new Date(home.clock.now().getTime() - 2 * 3_600_000);
  await home.owner.query('update counselling.helper_shift set began_at = $1, run_since = $1 where ended_at is null', [
    began,
  ]);
  must(await setHelperState(home.at(rested), { state: 'break', reason: 'rest' }));
  await minutes(15, worked, rested);
  must(await setHelperState(home.at(rested), { state: 'available' }));
  for (const helper of [worked, rested]) {
    const other = helper === worked ? rested : worked;
    must(await setHelperState(home.at(other), { state: 'away', reason: 'short' }));
    must(await setHelperState(home.at(helper), { state: 'available' }));
    const { contact } = await home.child();
    must(await acceptContact(home.at(helper), { contact }));
    must(await endContact(home.at(helper), { contact, reason: 'helped' }));
    must(await finishContact(home.at(helper), { contact }));
  }
  expect((await care(worked)).restUntil).not.toBeNull();
  expect((await care(rested)).restUntil).toBeNull();
});

describe('the own chart', () => {
  it('is the person’s alone: no supervisor finds a row of it', async () => {
    const helper = await home.onShift('counsellor');
    await hardContact(helper, 11);
    expect((await care(helper)).days).toMatchObject([{ contacts: 1, minutes: 11, hard: 1, weight: 4.4 }]);
    const supervisor = home.helper('111_supervisor');
    expect(await care(supervisor)).toMatchObject({ days: [], restUntil: null, talk: false });
  });
});

describe('matching, whatever waits and whoever rests', () => {
  const NOW = Date.parse('2026-11-24T02:00:00Z');
  const ago = (seconds: number) => NOW - seconds * 1_000;
  const contact = fc.record({
    band: fc.integer({ min: 0, max: 4 }),
    tier: fc.constantFrom('front' as const, 'counsellor' as const),
    seconds: fc.integer({ min: 0, max: 1_200 }),
  });
  const helper = fc.record({
    tier: fc.constantFrom('front' as const, 'counsellor' as const),
    level: fc.integer({ min: 1, max: 5 }),
    load: fc.constantFrom(0, 35, 70, 100),
    rests: fc.boolean(),
  });
  const made = (
    queue: (typeof contact extends fc.Arbitrary<infer C> ? C : never)[],
    people: (typeof helper extends fc.Arbitrary<infer H> ? H : never)[],
  ) => ({
    queue: queue.map(
      ({ band, tier, seconds }, at): ToOffer => ({
        id: `c${at}`,
        channel: 'CHAT',
        band,
        tier,
        waitingSince: ago(seconds),
        missedBy: null,
        meantFor: null,
      }),
    ),
    helpers: people.map(
      ({ tier, level, load, rests }, at): FreeHelper => ({
        person: `p${at}`,
        state: 'available',
        tiers: [tier],
        level,
        channels: ['CHAT'],
        load,
        lastOfferAt: null,
        idleSince: ago(600),
        restsUntil: rests ? NOW + 60_000 : null,
      }),
    ),
  });

  it('offers nobody who rests anything but danger that has waited two minutes, and leaves none of that while they have room', () => {
    fc.assert(
      fc.property(fc.array(contact, { maxLength: 12 }), fc.array(helper, { maxLength: 8 }), (waiting, people) => {
        const { queue, helpers } = made(waiting, people);
        const matches = matchOffers(
          queue,
          helpers,
          helpers.filter(({ restsUntil }) => restsUntil === null).length,
          NOW,
        );
        const starves = ({ band, waitingSince }: ToOffer) => band >= 3 && NOW - waitingSince >= REST_YIELDS_AFTER;
        for (const { contact: one, helper: to } of matches) if (to.restsUntil !== null) expect(starves(one)).toBe(true);
        const left = queue.filter((one) => starves(one) && !matches.some((match) => match.contact === one));
        const room = helpers.filter(
          (one) => one.load + WEIGHTS.CHAT <= CAPACITY && !matches.some((match) => match.helper.person === one.person),
        );
        expect(left.length === 0 || room.length === 0).toBe(true);
      }),
    );
  });
});
