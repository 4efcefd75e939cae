import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ContactBand } from '../contacts/contact.ts';
import { matchOffers } from '../contacts/match-offers.pure.ts';
import { RESERVE } from '../contacts/offer-rules.pure.ts';
import { inOrder } from '../contacts/queue-order.pure.ts';
import { plainRules } from './desk-rules.pure.ts';
import { type DeskPlay, simulateDesk } from './desk-simulation.pure.ts';
import { type ContactKind, drawContacts } from './drawn-contacts.pure.ts';
import { erlangA } from './erlang.pure.ts';
import type { SimulatedContact, SimulatedHelper } from './simulated-people.pure.ts';
import { WaitingLines } from './waiting-lines.pure.ts';

const call: SimulatedContact = {
  at: 0,
  tier: 'front',
  band: 1,
  channel: 'PHONE',
  service: 60,
  wrap: 0,
  patience: 600,
};
const chat: SimulatedContact = { ...call, channel: 'CHAT' };
const helper: SimulatedHelper = { tiers: ['front'], level: 2, from: 0, to: 100_000 };
const counsellor: SimulatedHelper = { ...helper, tiers: ['counsellor'], level: 4 };
const team = (people: number) => Array.from({ length: people }, () => helper);
const plain: DeskPlay = { rules: plainRules };
const waits = (contacts: readonly SimulatedContact[], helpers: readonly SimulatedHelper[], play?: DeskPlay) =>
  simulateDesk(contacts, helpers, play).ends.map(({ answered, wait }) => (answered ? wait : null));

describe('a desk that is played', () => {
  test('answers first come, first served, and loses who has waited too long', () => {
    expect(waits([call, call, { ...call, patience: 100 }], [helper])).toEqual([0, 60, null]);
    const early = [-30, -60].map((at) => ({ ...call, at }));
    expect(waits(early, [helper])).toEqual([90, 60]);
  });

  test('gives two chats to one helper and not a third; a call excludes chats, and chats a call', () => {
    expect(waits([chat, chat, chat], [helper])).toEqual([0, 0, 60]);
    expect(waits([call, { ...chat, at: 1 }], [helper])).toEqual([0, 59]);
    expect(waits([chat, { ...call, at: 1 }], [helper])).toEqual([0, 59]);
  });

  test('spreads chats over people before it doubles them', () => {
    const { busy } = simulateDesk([chat, chat], [helper, helper]);
    expect(busy.map(({ worked }) => worked)).toEqual([60, 60]);
  });

  test('keeps a helper until the contact is written up, and ends what is open after the shift', () => {
    expect(waits([{ ...call, wrap: 30 }, call], [helper])).toEqual([0, 90]);
    const two = [50, 70].map((at) => ({ ...call, at }));
    expect(waits(two, [{ ...helper, to: 60 }])).toEqual([0, null]);
    expect(waits([call], [{ ...helper, from: 300 }])).toEqual([300]);
  });

  test('shifts that overlap carry the hour between them', () => {
    const [early, late] = [
      { ...helper, to: 100 },
      { ...helper, from: 80 },
    ];
    const three = [85, 86, 120].map((at) => ({ ...call, at }));
    expect(waits(three, [early, late])).toEqual([0, 0, 26]);
  });

  test('hands on to a counsellor with the age kept, and stays with the child for the hand-over', () => {
    const counselling = { service: 300, wrap: 0, warm: 20 };
    const handed = { ...call, counselling };
    const played = simulateDesk([handed, call], [helper, counsellor]);
    // The second reaches the counsellors after a minute, who are given the first in the same instant, since it came earlier.
    expect(played.ends.map(({ wait }) => wait)).toEqual([0, 80]);
    expect(played.busy.map(({ worked }) => worked)).toEqual([140, 300]);
    const lost = simulateDesk([{ ...handed, patience: 50 }], [helper]);
    expect(lost.ends).toEqual([{ answered: true, wait: 0, by: 0, lostBetween: true }]);
  });

  test('of a team of nobody everybody leaves', () => {
    expect(simulateDesk([call, chat], []).ends.every(({ answered, wait }) => !answered && wait === 600)).toBe(true);
    expect(simulateDesk([], [helper]).ends).toEqual([]);
  });

  test('refuses what is negative or no number', () => {
    for (const bad of [
      { service: -1 },
      { patience: Number.NaN },
      { at: Number.NaN },
      { wrap: Number.POSITIVE_INFINITY },
      { counselling: { service: Number.POSITIVE_INFINITY, wrap: 0, warm: 0 } },
    ])
      expect(() => simulateDesk([{ ...call, ...bad }], [helper])).toThrow(RangeError);
    expect(() => drawContacts(1, [-1], 60, [])).toThrow(RangeError);
    expect(() => drawContacts(1, [Number.NaN], 60, [])).toThrow(RangeError);
  });
});

describe('the rules of the desk, as they are played', () => {
  const forever = Number.POSITIVE_INFINITY;

  test('danger goes first, then urgent, then by age', () => {
    const later = [1, 2, 3].map((band, at) => ({ ...call, at: 10 + at, band: band as ContactBand }));
    expect(waits([call, ...later], [{ ...helper, level: 4 }])).toEqual([0, 170, 109, 48]);
    expect(waits([call, ...later], [helper], plain)).toEqual([0, 50, 109, 168]);
  });

  test('whoever was passed over for twice their turn and a minute is due, in turns with danger', () => {
    const danger = Array.from({ length: 12 }, (_, at) => ({
      ...call,
      at: at + 2,
      band: 3 as ContactBand,
      patience: forever,
    }));
    const passed = { ...call, at: 1, patience: forever };
    const [, wait] = waits([call, passed, ...danger], [{ ...helper, level: 4 }]);
    // Its turn was at 60 s: due at 2 x 60 - 1 + 60 = 179 s, after two of danger, and danger was last.
    expect(wait).toBe(179);
  });

  test('danger reaches counsellors at once, the front desk with experience after half a minute, and anybody after a minute', () => {
    const danger: SimulatedContact = { ...call, band: 3 };
    expect(waits([danger], [counsellor])).toEqual([0]);
    expect(waits([danger], [helper])).toEqual([30]);
    expect(waits([danger], [{ ...helper, level: 1 }])).toEqual([60]);
    expect(waits([danger], [{ ...helper, level: 1 }], plain)).toEqual([0]);
  });

  test('others reach the other tier with time', () => {
    expect(waits([call], [counsellor])).toEqual([60]);
    const counselled: SimulatedContact = { ...call, tier: 'counsellor', patience: forever };
    expect(waits([counselled], [{ ...counsellor, level: 1 }])).toEqual([180]);
    expect(waits([counselled], [helper])).toEqual([600]);
  });

  test('one free helper in six is kept for danger, and not for longer than four minutes without anything to do', () => {
    const six = team(6);
    const calls = Array.from({ length: 6 }, () => ({ ...call, service: 1_000 }));
    expect(waits(calls, six)).toEqual([0, 0, 0, 0, 0, 240]);
    expect(waits(calls, six, plain)).toEqual([0, 0, 0, 0, 0, 0]);
    const danger: SimulatedContact = { ...call, at: 5, band: 3, patience: forever };
    expect(waits([...calls, danger], six).at(-1)).toBe(30);
    expect(waits(calls, six.slice(1)).filter((wait) => wait === 0)).toHaveLength(5);
  });

  test('a helper has one offer at a time, and is given the next when it is taken', () => {
    const takenAfter = () => 10;
    expect(waits([chat, chat, chat], [helper], { takenAfter })).toEqual([10, 20, 80]);
  });

  test('an offer that is missed goes to somebody else with its age, and two set a helper away', () => {
    const missed = (offers: number) => ({
      takenAfter: (offer: number) => (offer < offers ? forever : 5),
      awayFor: 300,
    });
    const second: SimulatedHelper = { ...helper, from: 10 };
    expect(waits([call], [helper, second], missed(1))).toEqual([25]);
    expect(simulateDesk([call], [helper, second], missed(1)).ends[0]?.by).toBe(1);
    expect(waits([call], [helper], missed(2))).toEqual([20 + 20 + 300 + 5]);
    // Who leaves while it is offered has left, and the helper is free.
    expect(waits([{ ...call, patience: 7 }, call], [helper], { takenAfter: () => 10 })).toEqual([null, 17]);
  });

  test('a helper who rests is asked again after it, and before only for danger of two minutes that nobody else takes', () => {
    const resting: SimulatedHelper = { ...counsellor, tiers: ['front', 'counsellor'], rests: 300 };
    const danger: SimulatedContact = { ...call, band: 3 };
    expect(waits([call], [resting])).toEqual([300]);
    expect(waits([danger], [resting])).toEqual([120]);
    expect(waits([danger], [resting, { ...helper, level: 1 }])).toEqual([60]);
  });

  test('a helper who winds down takes no danger unless alone', () => {
    const winding: SimulatedHelper = { ...counsellor, state: 'winding-down' };
    const danger: SimulatedContact = { ...call, band: 3 };
    expect(waits([danger], [winding])).toEqual([0]);
    expect(waits([danger], [winding, { ...helper, channels: ['CHAT'] }])).toEqual([null]);
  });

  test('a desk that is open already goes on with what helpers have and with what happened before', () => {
    const busy: SimulatedHelper = { ...helper, carries: [{ channel: 'PHONE', until: 45 }] };
    expect(waits([{ ...call, at: -20, number: 0 }], [busy])).toEqual([65]);
    // Three came and were passed by; it was its turn 200 s ago, and it has been due for long.
    const passed: SimulatedContact = { ...call, at: -300, number: 0 };
    const danger: SimulatedContact = { ...call, at: -30, number: 1, band: 3 };
    const open = { ...helper, level: 4 };
    const before = { arrived: 2, taken: [-290], dangerLast: false };
    expect(waits([passed, danger], [open], { before })).toEqual([300, 90]);
    expect(waits([passed, danger], [open], { before: { ...before, taken: [] } })).toEqual([360, 30]);
  });

  test('stops when those who were asked for have ended', () => {
    const { ends } = simulateDesk([call, { ...call, at: 10 }], [helper], { untilEnded: 1 });
    expect(ends.map(({ answered }) => answered)).toEqual([true, false]);
    expect(simulateDesk([call, { ...call, at: 10 }], [helper], { end: 50 }).ends[1]?.wait).toBe(forever);
  });

  test('offers what the round of the desk would offer, of whatever queue', () => {
    const one = fc.record({
      band: fc.nat(4),
      channel: fc.constantFrom('CHAT' as const, 'PHONE' as const),
      tier: fc.constantFrom('front' as const, 'counsellor' as const),
      since: fc.nat(20),
      turn: fc.option(fc.nat(5), { nil: null }),
    });
    const person = fc.record({
      tier: fc.constantFrom('front' as const, 'counsellor' as const),
      level: fc.integer({ min: 1, max: 5 }),
      load: fc.constantFrom(0, 35, 70, 100),
      idle: fc.nat(6),
    });
    const minute = 60_000;
    fc.assert(
      fc.property(
        fc.array(one, { maxLength: 25 }),
        fc.array(person, { maxLength: 8 }),
        fc.boolean(),
        (given, people, last) => {
          const sorted = given.toSorted((a, b) => a.since - b.since);
          // As many have had their turn as were taken: those who came first.
          const turned = sorted.filter(({ turn }) => turn !== null).length;
          const queue = sorted.map(({ since, turn: _, ...contact }, index) => ({
            ...contact,
            id: String(index).padStart(3, '0'),
            waitingSince: since * minute,
            missedBy: null,
            meantFor: null,
            turnAt: index < turned ? since * minute + index * 1_000 : null,
          }));
          const helpers = people.map(({ tier, idle, ...who }, index) => ({
            ...who,
            person: String(index),
            state: 'available' as const,
            tiers: [tier],
            channels: ['CHAT' as const, 'PHONE' as const],
            lastOfferAt: null,
            idleSince: 25 * minute - idle * minute,
            restsUntil: idle === 5 ? 30 * minute : null,
          }));
          const now = 25 * minute;
          const lines = new WaitingLines<(typeof queue)[number]>();
          for (const contact of queue) lines.add(contact);
          const offered = matchOffers(inOrder(queue, now, last), helpers, helpers.length, now);
          const first = matchOffers(inOrder(lines.candidates(), now, last), helpers, helpers.length, now);
          expect(first[0]).toEqual(offered[0]);
        },
      ),
      { numRuns: 300 },
    );
  });

  test('the numbers of these tests are those of the rules', () => {
    expect(RESERVE).toMatchObject({ oneIn: 6, from: 3, idleMost: 240_000 });
  });
});

describe('whatever comes', () => {
  const contact = fc.record({
    at: fc.integer({ min: -100, max: 2_000 }),
    tier: fc.constant('front' as const),
    band: fc.constantFrom<ContactBand>(0, 1, 2, 3, 4),
    channel: fc.constantFrom('MESSAGE' as const, 'CHAT' as const, 'PHONE' as const),
    service: fc.integer({ min: 1, max: 900 }),
    wrap: fc.integer({ min: 0, max: 60 }),
    patience: fc.integer({ min: 1, max: 900 }),
  });

  test('everybody is answered or leaves, nobody after their patience, and no helper works more than there is', () => {
    fc.assert(
      fc.property(fc.array(contact, { maxLength: 60 }), fc.integer({ min: 0, max: 5 }), (contacts, people) => {
        const played = simulateDesk(contacts, team(people));
        for (const [at, end] of played.ends.entries()) {
          const { patience } = contacts[at] as SimulatedContact;
          if (end.answered) expect(end.wait).toBeLessThanOrEqual(patience);
          else expect(end.wait).toBeGreaterThanOrEqual(patience);
        }
        const asked = contacts.reduce((sum, { service, wrap }) => sum + service + wrap, 0);
        expect(played.busy.reduce((sum, { worked }) => sum + worked, 0)).toBeLessThanOrEqual(asked);
      }),
    );
  });

  test('the same seed plays the same, another one another', () => {
    const kinds: ContactKind[] = [{ ...call, part: 1 }];
    const draw = (seed: number) => drawContacts(seed, [0.1, 0.2, 0], 600, kinds);
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        expect(draw(seed)).toEqual(draw(seed));
        expect(draw(seed)).not.toEqual(draw(seed + 1));
        expect(draw(seed).every(({ at }) => at < 1_200)).toBe(true);
      }),
      { numRuns: 20 },
    );
  });

  test('what is drawn has the rate that was asked for', () => {
    const drawn = drawContacts(3, [0.5, 2], 10_000, [{ ...call, part: 1 }]);
    const first = drawn.filter(({ at }) => at < 10_000).length;
    expect(Math.abs(first - 5_000)).toBeLessThan(4 * Math.sqrt(5_000));
    expect(Math.abs(drawn.length - first - 20_000)).toBeLessThan(4 * Math.sqrt(20_000));
  });
});

test.each([
  [8, 4],
  [14, 4],
  [26, 10],
])('played and computed agree within a point: %i people, %i contacts a minute', (people, perMinute) => {
  const service = 2.91;
  const kinds: ContactKind[] = [
    { part: 1, tier: 'front', band: 1, channel: 'PHONE', service: service * 60, wrap: 0, patience: 180 },
  ];
  const contacts = drawContacts(
    11,
    Array.from({ length: 4_000 }, () => perMinute / 60),
    60,
    kinds,
  );
  const played = simulateDesk(
    contacts,
    team(people).map((one) => ({ ...one, to: Number.POSITIVE_INFINITY })),
    plain,
  );
  const lost = played.ends.filter(({ answered }) => !answered).length / contacts.length;
  expect(Math.abs(lost - erlangA(people, { arrivals: perMinute, service }, 3).abandoned)).toBeLessThan(0.01);
});
