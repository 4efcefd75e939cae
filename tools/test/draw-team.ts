import type { RosterInput, RosterRules, ShiftKind } from '../../src/counselling/staffing/roster.pure.ts';
import { addDays } from '../../src/kernel/time.pure.ts';
import { randomFrom } from '../../src/text/random.pure.ts';

/** Shifts and rules as the rows of the first migration have them. */
export const testShifts: readonly ShiftKind[] = [
  { code: 'MORNING', startMinute: 6 * 60, minutes: 480, night: false },
  { code: 'AFTERNOON', startMinute: 14 * 60, minutes: 480, night: false },
  { code: 'NIGHT', startMinute: 22 * 60, minutes: 480, night: true },
];

export const testRules: RosterRules = {
  restHours: 12,
  shiftsWeekMost: 5,
  nightsMost: 4,
  nightLeast: 2,
  onCallNight: 1,
  onCallWeekMost: 2,
};

/** A team drawn from a seed: who dislikes what, who is away, what is needed. */
export function drawTeam(
  seed: number,
  {
    people,
    days,
    shifts = testShifts,
  }: { readonly people: number; readonly days: number; readonly shifts?: readonly ShiftKind[] },
): RosterInput {
  const random = randomFrom(seed);
  const upTo = (most: number) => Math.floor(random() * (most + 1));
  const from = '2026-12-07';
  const regions = ['NORTH', 'CENTRAL', 'SOUTH'].slice(0, 1 + upTo(2));
  const members = Array.from({ length: people }, (_, at) => ({
    person: `person-${at}`,
    region: regions[at % regions.length] ?? null,
    dislikes: Object.fromEntries(shifts.map(({ code }) => [code, upTo(3)])),
  }));
  const perShift = Math.max(1, Math.round((people * 5) / 7 / shifts.length));
  return {
    from,
    days,
    shifts,
    regions,
    members,
    needs: Array.from({ length: days }, (_, d) =>
      shifts.map(({ code }) => ({ day: addDays(from, d), shift: code, people: Math.max(0, perShift - 1 + upTo(2)) })),
    ).flat(),
    away: members
      .filter(() => random() < 0.2)
      .map(({ person }) => {
        const first = upTo(days - 1);
        return { person, from: addDays(from, first), to: addDays(from, first + upTo(4)) };
      }),
    around: {
      assignments: members
        .filter(() => random() < 0.3)
        .map(({ person }) => ({
          person,
          day: addDays(from, -1),
          shift: (shifts[upTo(shifts.length - 1)] as ShiftKind).code,
        })),
      onCall: [],
    },
    rules: testRules,
  };
}
