import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ContactBand } from '../contacts/contact.ts';
import { deskRules, type SimulatedContact, type SimulatedHelper, simulateDesk } from './desk-simulation.pure.ts';
import { type ContactKind, drawContacts } from './drawn-contacts.pure.ts';
import { erlangA } from './erlang.pure.ts';

const call: SimulatedContact = { at: 0, tier: 'front', band: 1, weight: 100, service: 60, wrap: 0, patience: 600 };
const chat = { ...call, weight: 35 };
const helper: SimulatedHelper = { tiers: ['front'], from: 0, to: 100_000 };
const counsellor: SimulatedHelper = { ...helper, tiers: ['counsellor'] };
const waits = (contacts: readonly SimulatedContact[], helpers: readonly SimulatedHelper[], rules = deskRules) =>
  simulateDesk(contacts, helpers, rules).ends.map(({ answered, wait }) => (answered ? wait : null));

describe('a desk that is played', () => {
  test('answers first come, first served, and loses who has waited too long', () => {
    expect(waits([call, call, { ...call, patience: 100 }], [helper])).toEqual([0, 60, null]);
    expect(
      waits(
        [
          { ...call, at: -30 },
          { ...call, at: -60 },
        ],
        [helper],
      ),
    ).toEqual([90, 60]);
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
    expect(
      waits(
        [
          { ...call, at: 50 },
          { ...call, at: 70 },
        ],
        [{ ...helper, to: 60 }],
      ),
    ).toEqual([0, null]);
    expect(waits([call], [{ ...helper, from: 300 }])).toEqual([300]);
  });

  test('shifts that overlap carry the hour between them', () => {
    const early = { ...helper, to: 100 };
    const late = { ...helper, from: 80 };
    expect(
      waits(
        [
          { ...call, at: 85 },
          { ...call, at: 86 },
          { ...call, at: 120 },
        ],
        [early, late],
      ),
    ).toEqual([0, 0, 26]);
  });

  test('hands on to a counsellor with the age kept, and stays with the child for the hand-over', () => {
    const counselling = { service: 300, wrap: 0, warm: 20 };
    const handed = { ...call, counselling };
    const played = simulateDesk([handed, call], [helper, counsellor]);
    expect(played.ends.map(({ wait }) => wait)).toEqual([0, 80]);
    expect(played.busy.map(({ worked }) => worked)).toEqual([140, 300]);
    const lost = simulateDesk([{ ...handed, patience: 50 }], [helper]);
    expect(lost.ends).toEqual([{ answered: true, wait: 0, lostBetween: true }]);
  });

  test('risk goes before age, and age before risk once it is old enough', () => {
    const urgent = { ...call, band: 2 as ContactBand };
    expect(waits([call, { ...call, at: 10 }, { ...urgent, at: 20 }], [helper])).toEqual([0, 110, 40]);
    const old = { ...call, at: -700, patience: 10_000 };
    expect(waits([call, old, { ...urgent, at: 0 }], [{ ...helper, from: 1 }])).toEqual([121, 701, 61]);
  });

  test('keeps helpers free for danger where the rules say so', () => {
    const rules = { ...deskRules, reserve: 0.5 };
    const both = [helper, helper];
    expect(waits([call, call], both, rules)).toEqual([0, 60]);
    expect(waits([call, { ...call, at: 1, band: 3 }], both, rules)).toEqual([0, 0]);
  });

  test('of a team of nobody everybody leaves', () => {
    expect(simulateDesk([call, chat], []).ends.every(({ answered, wait }) => !answered && wait === 600)).toBe(true);
    expect(simulateDesk([], [helper]).ends).toEqual([]);
  });

  test('refuses what is negative or no number, and a contact that nobody could carry', () => {
    for (const bad of [
      { service: -1 },
      { patience: Number.NaN },
      { weight: 101 },
      { at: Number.NaN },
      { wrap: Number.POSITIVE_INFINITY },
    ])
      expect(() => simulateDesk([{ ...call, ...bad }], [helper])).toThrow(RangeError);
    expect(() => drawContacts(1, [-1], 60, [])).toThrow(RangeError);
    expect(() => drawContacts(1, [Number.NaN], 60, [])).toThrow(RangeError);
  });
});

describe('whatever comes', () => {
  const contact = fc.record({
    at: fc.integer({ min: -100, max: 2_000 }),
    tier: fc.constant('front' as const),
    band: fc.constantFrom<ContactBand>(0, 1, 2, 3, 4),
    weight: fc.constantFrom(20, 35, 100),
    service: fc.integer({ min: 1, max: 900 }),
    wrap: fc.integer({ min: 0, max: 60 }),
    patience: fc.integer({ min: 1, max: 900 }),
  });

  test('everybody is answered or leaves, nobody after their patience, and no helper works more than there is', () => {
    fc.assert(
      fc.property(fc.array(contact, { maxLength: 60 }), fc.integer({ min: 0, max: 5 }), (contacts, people) => {
        const played = simulateDesk(
          contacts,
          Array.from({ length: people }, () => helper),
        );
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
    { part: 1, tier: 'front', band: 1, weight: 100, service: service * 60, wrap: 0, patience: 180 },
  ];
  const contacts = drawContacts(
    11,
    Array.from({ length: 4_000 }, () => perMinute / 60),
    60,
    kinds,
  );
  const played = simulateDesk(
    contacts,
    Array.from({ length: people }, () => ({ ...helper, to: Number.POSITIVE_INFINITY })),
  );
  const lost = played.ends.filter(({ answered }) => !answered).length / contacts.length;
  expect(Math.abs(lost - erlangA(people, { arrivals: perMinute, service }, 3).abandoned)).toBeLessThan(0.01);
});
