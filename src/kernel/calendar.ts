import { addDays, endOfVietnamDate, HOUR, MINUTE, vietnamDate, weekdayOf } from './time.pure.ts';

/**
 * The Vietnamese working calendar. The law's hours run through nights, weekends and holidays;
 * its working days do not (Civil Code 2015, art. 147-148: a period that ends on a day off ends
 * on the next working day).
 */
export type DurationUnit = 'minute' | 'hour' | 'calendar_day' | 'working_day';

export interface Duration {
  readonly amount: number;
  readonly unit: DurationUnit;
}

/** Days off that are not a Saturday or Sunday, and weekend days that were moved to be worked; `YYYY-MM-DD`. */
export interface CalendarDays {
  readonly holidays: ReadonlySet<string>;
  readonly workedWeekends: ReadonlySet<string>;
}

export function isWorkingDay(date: string, days: CalendarDays): boolean {
  const weekday = weekdayOf(date);
  if (weekday === 0 || weekday === 6) return days.workedWeekends.has(date);
  return !days.holidays.has(date);
}

/**
 * When a period that starts at `from` ends. Minutes and hours are exact. A period in days does not
 * count the day it starts on and ends with the last instant of its last day; a calendar period is
 * moved to the next working day only where `endsOnWorkingDay` says so.
 */
export function dueAt(from: Date, duration: Duration, days: CalendarDays, endsOnWorkingDay = false): Date {
  if (!Number.isFinite(duration.amount) || duration.amount < 0) throw new RangeError('a duration must be zero or more');
  if (duration.unit === 'minute') return new Date(from.getTime() + duration.amount * MINUTE);
  if (duration.unit === 'hour') return new Date(from.getTime() + duration.amount * HOUR);
  let date = vietnamDate(from);
  if (duration.unit === 'working_day') {
    for (let left = duration.amount; left > 0; ) {
      date = addDays(date, 1);
      if (isWorkingDay(date, days)) left -= 1;
    }
  } else {
    for (let left = duration.amount; left > 0; left -= 1) date = addDays(date, 1);
    while (endsOnWorkingDay && !isWorkingDay(date, days)) date = addDays(date, 1);
  }
  return endOfVietnamDate(date);
}
