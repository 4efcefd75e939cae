import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { drawTeam, testRules, testShifts } from '../../../tools/test/draw-team.ts';
import { addDays } from '../../kernel/time.pure.ts';
import { type Assignment, brokenRules, type RosterInput, type RosterRule, unfilledSlots } from './roster.pure.ts';
import { solveHere } from './roster-worker.ts';
import { solveRoster } from './solve-roster.ts';

const MONDAY = '2026-12-07';
const input = (given: Partial<RosterInput> = {}): RosterInput => ({
  from: MONDAY,
  days: 14,
  shifts: testShifts,
  regions: ['NORTH'],
  members: ['an', 'binh', 'chi'].map((person) => ({ person, region: 'NORTH', dislikes: {} })),
  needs: [],
  away: [],
  around: { assignments: [], onCall: [] },
  rules: testRules,
  ...given,
});
const shift = (day: number, code: string, person = 'an'): Assignment => ({
  person,
  day: addDays(MONDAY, day),
  shift: code,
});
const rulesBroken = (
  assignments: Assignment[],
  given: Partial<RosterInput> = {},
  onCall: { person: string; day: string; region: string }[] = [],
) => [...new Set(brokenRules(input(given), { assignments, onCall }).map(({ rule }): RosterRule => rule))].sort();
const solve = async (given: RosterInput) => (await solveHere({ input: given, seconds: 5 })).roster;

describe('a hard rule', () => {
  test('of rest: a morning does not follow a late shift or a night', () => {
    expect(rulesBroken([shift(0, 'AFTERNOON'), shift(1, 'MORNING')])).toEqual(['rest']);
    expect(rulesBroken([shift(0, 'NIGHT'), shift(1, 'AFTERNOON')])).toEqual(['rest']);
    expect(rulesBroken([shift(0, 'NIGHT'), shift(1, 'NIGHT')])).toEqual([]);
    expect(rulesBroken([shift(0, 'MORNING'), shift(1, 'AFTERNOON'), shift(2, 'NIGHT')])).toEqual([]);
  });

  test('of rest counts what was published before, and after', () => {
    const around = { assignments: [shift(-1, 'NIGHT'), shift(14, 'MORNING')], onCall: [] };
    expect(rulesBroken([shift(0, 'MORNING')], { around })).toEqual(['rest']);
    expect(rulesBroken([shift(13, 'NIGHT')], { around })).toEqual(['rest']);
    expect(rulesBroken([shift(5, 'MORNING')], { around })).toEqual([]);
  });

  test('of one shift a day, five a week and four nights in fourteen days', () => {
    expect(rulesBroken([shift(0, 'MORNING'), shift(0, 'NIGHT')])).toEqual(['one-a-day']);
    const days = [0, 1, 2, 3, 4, 5];
    expect(rulesBroken(days.map((day) => shift(day, 'MORNING')))).toEqual(['shifts-week']);
    expect(rulesBroken(days.slice(1).map((day) => shift(day, 'MORNING')))).toEqual([]);
    expect(rulesBroken([0, 1, 2, 8, 9].map((day) => shift(day, 'NIGHT')))).toEqual(['nights']);
    const around = { assignments: [-3, -2, -1].map((day) => shift(day, 'NIGHT')), onCall: [] };
    expect(
      rulesBroken(
        [3, 4].map((day) => shift(day, 'NIGHT')),
        { around },
      ),
    ).toEqual(['nights']);
    expect(
      rulesBroken(
        [12, 13].map((day) => shift(day, 'NIGHT')),
        { around },
      ),
    ).toEqual([]);
  });

  test('of leave: nobody works or is called on a day away', () => {
    const away = [{ person: 'an', from: addDays(MONDAY, 2), to: addDays(MONDAY, 4) }];
    expect(rulesBroken([shift(2, 'MORNING')], { away })).toEqual(['away']);
    expect(rulesBroken([shift(5, 'MORNING')], { away })).toEqual([]);
    expect(rulesBroken([], { away }, [{ person: 'an', day: addDays(MONDAY, 4), region: 'NORTH' }])).toEqual(['away']);
  });

  test('of who can be called: for the own region, not beside a night or before a morning, twice a week', () => {
    const called = (day: number, region = 'NORTH') => ({ person: 'an', day: addDays(MONDAY, day), region });
    expect(rulesBroken([shift(0, 'NIGHT')], {}, [called(0)])).toEqual(['on-call-free']);
    expect(rulesBroken([shift(1, 'MORNING')], {}, [called(0)])).toEqual(['on-call-free']);
    expect(rulesBroken([shift(1, 'AFTERNOON')], {}, [called(0)])).toEqual([]);
    expect(rulesBroken([], {}, [called(0, 'SOUTH')])).toEqual(['on-call-region']);
    expect(rulesBroken([], {}, [called(0), called(2), called(4)])).toEqual(['on-call-week']);
  });

  test('of the roster itself: a day or a shift that it does not have', () => {
    expect(rulesBroken([shift(0, 'EVENING')])).toEqual(['unknown-slot']);
    expect(rulesBroken([shift(14, 'MORNING')], {})).toEqual([]);
    expect(brokenRules(input({ days: 15 }), { assignments: [shift(14, 'MORNING')], onCall: [] })).toEqual([]);
  });
});

describe('a roster that is solved', () => {
  test('breaks no hard rule, whatever the team', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 1e6 }),
        fc.integer({ min: 1, max: 8 }),
        fc.integer({ min: 1, max: 8 }),
        async (seed, people, days) => {
          const team = drawTeam(seed, { people, days });
          const roster = await solve(team);
          expect(brokenRules(team, roster)).toEqual([]);
          expect(roster.unfilled).toEqual(unfilledSlots(team, roster));
        },
      ),
      { numRuns: 12 },
    );
  });

  test('fills what can be filled, and names what cannot', async () => {
    const needs = [{ day: MONDAY, shift: 'MORNING', people: 2 }];
    const roster = await solve(input({ days: 1, needs }));
    expect(roster.assignments.map((one) => one.shift).sort()).toEqual(['MORNING', 'NIGHT', 'NIGHT']);
    expect(roster.unfilled).toEqual([
      { day: MONDAY, slot: 'MORNING', kind: 'shift', missing: 1 },
      ...(roster.onCall.length === 0 ? [{ day: MONDAY, slot: 'NORTH', kind: 'on-call', missing: 1 }] : []),
    ]);
  });

  test('has two at night even where the forecast sees nobody, and gives what people like (trap 23)', async () => {
    const members = ['an', 'binh', 'chi', 'dung'].map((person, at) => ({
      person,
      region: null,
      dislikes: { NIGHT: at < 2 ? 3 : 0 },
    }));
    const roster = await solve(input({ days: 1, members, regions: [] }));
    expect(roster.assignments.map(({ person }) => person).sort()).toEqual(['chi', 'dung']);
    expect(roster.unfilled).toEqual([]);
  });

  test('of nobody, and of a team that is all away, leaves every slot open by its name', async () => {
    const needs = [{ day: MONDAY, shift: 'MORNING', people: 3 }];
    const slots = [
      { day: MONDAY, slot: 'MORNING', kind: 'shift', missing: 3 },
      { day: MONDAY, slot: 'NIGHT', kind: 'shift', missing: 2 },
      { day: MONDAY, slot: 'NORTH', kind: 'on-call', missing: 1 },
    ];
    expect((await solve(input({ days: 1, members: [], needs }))).unfilled).toEqual(slots);
    const away = ['an', 'binh', 'chi'].map((person) => ({ person, from: '2026-12-01', to: '2026-12-31' }));
    const roster = await solve(input({ days: 1, away, needs }));
    expect(roster).toEqual({ assignments: [], onCall: [], unfilled: slots });
    expect((await solve(input({ days: 0, members: [] }))).unfilled).toEqual([]);
  });

  test('comes out the same every time', async () => {
    const team = drawTeam(5, { people: 6, days: 7 });
    expect(await solve(team)).toEqual(await solve(team));
  });
});

describe('in a thread of its own', () => {
  test('it finds the same, and tells how far it is', async () => {
    const team = drawTeam(5, { people: 6, days: 7 });
    const { signal } = new AbortController();
    const solved = await solveRoster(team, { seconds: 20, signal });
    expect(solved?.best).toBe(true);
    expect(brokenRules(team, solved?.roster ?? { assignments: [], onCall: [] })).toEqual([]);
  });

  test('it ends when somebody asks it to', async () => {
    const stop = new AbortController();
    const solving = solveRoster(drawTeam(1, { people: 36, days: 14 }), { seconds: 60, signal: stop.signal });
    stop.abort();
    expect(await solving).toBeUndefined();
    expect(
      await solveRoster(drawTeam(1, { people: 3, days: 2 }), { seconds: 60, signal: stop.signal }),
    ).toBeUndefined();
  });
});
