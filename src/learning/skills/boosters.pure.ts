import { addDays, weekdayOf } from '../../kernel/time.pure.ts';

/** Days after the lesson at which a skill is practised again. Source: portal-insight.md 2.3 (paced by the class, not by an account). */
export const BOOSTER_AFTER = [7, 30] as const;
export type BoosterAfter = (typeof BOOSTER_AFTER)[number];

export interface Booster {
  readonly after: BoosterAfter;
  /** A date in Viet Nam, YYYY-MM-DD. */
  readonly on: string;
}

/**
 * When a class practises again: on the first of its own lesson days that is not before the seventh, and the thirtieth, day.
 * @param lessonOn the date of the lesson
 * @param weekdays days of the week on which the class meets, 0 is Sunday; by default the weekday of the lesson
 */
export function boostersOf(lessonOn: string, weekdays: readonly number[] = [weekdayOf(lessonOn)]): readonly Booster[] {
  return BOOSTER_AFTER.map((after) => ({ after, on: nextMeeting(addDays(lessonOn, after), weekdays) }));
}

/** The booster whose turn it is: due, and not done since. A class that missed the first does one, not two. */
export function boosterDue(
  boosters: readonly Booster[],
  doneOn: readonly string[],
  today: string,
): Booster | undefined {
  const due = boosters.filter(({ on }) => on <= today).at(-1);
  return due === undefined || doneOn.some((done) => done >= due.on) ? undefined : due;
}

function nextMeeting(from: string, weekdays: readonly number[]): string {
  for (let days = 0; days < 7; days += 1) {
    const date = addDays(from, days);
    if (weekdays.includes(weekdayOf(date))) return date;
  }
  throw new RangeError('a class meets on at least one weekday, 0 to 6');
}
