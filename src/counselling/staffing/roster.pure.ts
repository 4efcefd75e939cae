import { addDays, atVietnamTime, HOUR, MINUTE, weekdayOf } from '../../kernel/time.pure.ts';

/** A shift of the day: when it begins, in minutes after midnight in Viet Nam, and how long it is. */
export interface ShiftKind {
  readonly code: string;
  readonly startMinute: number;
  readonly minutes: number;
  readonly night: boolean;
}

/** Who works when. `day` is the day on which the shift begins. */
export interface Assignment {
  readonly person: string;
  readonly day: string;
  readonly shift: string;
}

/** Who can be called in a night, for a region. */
export interface OnCall {
  readonly person: string;
  readonly day: string;
  readonly region: string;
}

/** How many are needed in a shift. */
export interface Need {
  readonly day: string;
  readonly shift: string;
  readonly people: number;
}

/** One who is planned. */
export interface RosterMember {
  readonly person: string;
  /** The region for which they can be called; null for none. */
  readonly region: string | null;
  /** By shift how little they like it, 0 to 3; absent is 0. */
  readonly dislikes: Readonly<Record<string, number>>;
}

/** Days on which somebody is away, the first and the last among them. */
export interface DaysAway {
  readonly person: string;
  readonly from: string;
  readonly to: string;
}

/** What no roster breaks. Each stands in a row with its source. */
export interface RosterRules {
  /** Hours between the end of a shift and the beginning of the next. */
  readonly restHours: number;
  /** Shifts of one person in a week from Monday to Sunday. */
  readonly shiftsWeekMost: number;
  /** Night shifts of one person in any fourteen days. */
  readonly nightsMost: number;
  /** People at night, whatever the forecast says. */
  readonly nightLeast: number;
  /** People who can be called in each region at night. */
  readonly onCallNight: number;
  /** Nights on which one person can be called in a week. */
  readonly onCallWeekMost: number;
}

export interface RosterInput {
  readonly from: string;
  readonly days: number;
  readonly shifts: readonly ShiftKind[];
  readonly regions: readonly string[];
  readonly members: readonly RosterMember[];
  readonly needs: readonly Need[];
  readonly away: readonly DaysAway[];
  /** What is published of the two weeks before and after: rest and weeks do not end where a roster does. */
  readonly around: { readonly assignments: readonly Assignment[]; readonly onCall: readonly OnCall[] };
  readonly rules: RosterRules;
}

/** A slot for which nobody was left. */
export interface UnfilledSlot {
  readonly day: string;
  /** A shift, or the region that nobody can be called for. */
  readonly slot: string;
  readonly kind: 'shift' | 'on-call';
  readonly missing: number;
}

export interface Roster {
  readonly assignments: readonly Assignment[];
  readonly onCall: readonly OnCall[];
  readonly unfilled: readonly UnfilledSlot[];
}

export type RosterRule =
  | 'rest'
  | 'shifts-week'
  | 'nights'
  | 'one-a-day'
  | 'away'
  | 'on-call-free'
  | 'on-call-week'
  | 'on-call-region'
  | 'unknown-slot';

export interface BrokenRule {
  readonly rule: RosterRule;
  readonly person: string;
  readonly day: string;
}

export const NIGHT_WINDOW_DAYS = 14;

/** The Monday of the week in which a day lies. */
export function mondayOf(day: string): string {
  return addDays(day, -((weekdayOf(day) + 6) % 7));
}

/** When a shift of a day begins and ends. */
export function shiftTimes(day: string, shift: ShiftKind): { readonly from: Date; readonly to: Date } {
  const from = new Date(atVietnamTime(`${day}T00:00`).getTime() + shift.startMinute * MINUTE);
  return { from, to: new Date(from.getTime() + shift.minutes * MINUTE) };
}

/** Whether there is too little rest between two different shifts, whichever comes first. */
export function tooClose(
  one: readonly [day: string, shift: ShiftKind],
  other: readonly [day: string, shift: ShiftKind],
  restHours: number,
): boolean {
  const [a, b] = [shiftTimes(...one), shiftTimes(...other)];
  const [first, second] = a.from <= b.from ? [a, b] : [b, a];
  return second.from.getTime() - first.to.getTime() < restHours * HOUR;
}

/** How many a slot needs: at night no fewer than the rule says. */
export function peopleNeeded({ needs, rules }: RosterInput, day: string, shift: ShiftKind): number {
  const asked = needs.find((one) => one.day === day && one.shift === shift.code)?.people ?? 0;
  return shift.night ? Math.max(asked, rules.nightLeast) : asked;
}

/** The days of a roster in their order. */
export function rosterDays({ from, days }: Pick<RosterInput, 'from' | 'days'>): string[] {
  return Array.from({ length: days }, (_, at) => addDays(from, at));
}

/**
 * The hard rules that a roster breaks, looked at shift by shift and person by person: a roster that was solved, changed by hand or
 * by a swap is asked the same. What is published around it counts too.
 */
export function brokenRules(input: RosterInput, roster: Pick<Roster, 'assignments' | 'onCall'>): BrokenRule[] {
  const kinds = new Map(input.shifts.map((shift) => [shift.code, shift]));
  const days = new Set(rosterDays(input));
  const assignments = [...input.around.assignments, ...roster.assignments];
  const onCall = [...input.around.onCall, ...roster.onCall];
  const broken: BrokenRule[] = [];
  for (const one of roster.assignments)
    if (!kinds.has(one.shift) || !days.has(one.day)) broken.push({ rule: 'unknown-slot', ...who(one) });
  const people = new Set([...assignments, ...onCall].map(({ person }) => person));
  for (const person of people) {
    const shifts = assignments
      .filter((one) => one.person === person && kinds.has(one.shift))
      .map(({ day, shift }) => ({ day, kind: kinds.get(shift) as ShiftKind }))
      .sort((a, b) => (a.day === b.day ? a.kind.startMinute - b.kind.startMinute : a.day < b.day ? -1 : 1));
    const called = onCall.filter((one) => one.person === person);
    broken.push(...brokenBy(input, person, shifts, called));
  }
  // What stands around was published before, and is not this roster's to mend.
  return broken.filter(({ day }) => days.has(day));
}

const who = ({ person, day }: { readonly person: string; readonly day: string }) => ({ person, day });

type Worked = { readonly day: string; readonly kind: ShiftKind };

function brokenBy(
  input: RosterInput,
  person: string,
  shifts: readonly Worked[],
  called: readonly OnCall[],
): BrokenRule[] {
  const { rules } = input;
  const broken: BrokenRule[] = [];
  const say = (rule: RosterRule, day: string) => broken.push({ rule, person, day });
  const away = (day: string) => input.away.some((one) => one.person === person && one.from <= day && day <= one.to);
  const weeks = Map.groupBy(shifts, ({ day }) => mondayOf(day));
  for (const [at, { day, kind }] of shifts.entries()) {
    if (away(day)) say('away', day);
    const next = shifts[at + 1];
    if (!next) continue;
    // Said of both, since either may be the one that stands around.
    const rule =
      next.day === day
        ? 'one-a-day'
        : tooClose([day, kind], [next.day, next.kind], rules.restHours)
          ? 'rest'
          : undefined;
    if (rule) for (const one of new Set([day, next.day])) say(rule, one);
  }
  for (const week of weeks.values())
    if (week.length > rules.shiftsWeekMost) for (const { day } of week) say('shifts-week', day);
  const nights = shifts.filter(({ kind }) => kind.night).map(({ day }) => day);
  for (const first of nights) {
    const end = addDays(first, NIGHT_WINDOW_DAYS);
    const within = nights.filter((day) => first <= day && day < end);
    if (within.length > rules.nightsMost) for (const day of within) say('nights', day);
  }
  const calledWeeks = Map.groupBy(called, ({ day }) => mondayOf(day));
  for (const week of calledWeeks.values())
    if (week.length > rules.onCallWeekMost) for (const { day } of week) say('on-call-week', day);
  const region = input.members.find((one) => one.person === person)?.region;
  for (const one of called) {
    if (away(one.day)) say('away', one.day);
    if (region !== undefined && region !== one.region) say('on-call-region', one.day);
    if (shifts.some((shift) => besideOnCall(one.day, shift))) say('on-call-free', one.day);
  }
  return broken;
}

/** Who can be called in a night works neither in it nor before noon of the day after. */
export function besideOnCall(night: string, { day, kind }: Worked): boolean {
  return (day === night && kind.night) || (day === addDays(night, 1) && kind.startMinute < 12 * 60);
}

/** What a roster leaves open of what is needed. */
export function unfilledSlots(input: RosterInput, roster: Pick<Roster, 'assignments' | 'onCall'>): UnfilledSlot[] {
  return rosterDays(input).flatMap((day) => [
    ...input.shifts.flatMap((shift): UnfilledSlot[] => {
      const here = roster.assignments.filter((one) => one.day === day && one.shift === shift.code).length;
      const missing = peopleNeeded(input, day, shift) - here;
      return missing > 0 ? [{ day, slot: shift.code, kind: 'shift', missing }] : [];
    }),
    ...input.regions.flatMap((region): UnfilledSlot[] => {
      const here = roster.onCall.filter((one) => one.day === day && one.region === region).length;
      const missing = input.rules.onCallNight - here;
      return missing > 0 ? [{ day, slot: region, kind: 'on-call', missing }] : [];
    }),
  ]);
}
