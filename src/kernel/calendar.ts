/**
 * The Vietnamese working calendar. The law's hours run through nights, weekends and holidays;
 * its working days do not (Civil Code 2015, art. 147-148: a period that ends on a day off ends
 * on the next working day). Viet Nam is UTC+7 all year, without daylight saving.
 */
const DAY = 86_400_000;
const OFFSET = 7 * 3_600_000;

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

/** The date in Viet Nam, `YYYY-MM-DD`. */
export function vietnamDate(at: Date): string {
  return new Date(at.getTime() + OFFSET).toISOString().slice(0, 10);
}

/** The first instant of a Vietnamese date. */
export function startOfVietnamDate(date: string): Date {
  return new Date(Date.parse(`${date}T00:00:00Z`) - OFFSET);
}

export function isWorkingDay(date: string, days: CalendarDays): boolean {
  const weekday = new Date(`${date}T00:00:00Z`).getUTCDay();
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
  if (duration.unit === 'minute') return new Date(from.getTime() + duration.amount * 60_000);
  if (duration.unit === 'hour') return new Date(from.getTime() + duration.amount * 3_600_000);
  let date = vietnamDate(from);
  if (duration.unit === 'working_day') {
    for (let left = duration.amount; left > 0; ) {
      date = nextDate(date);
      if (isWorkingDay(date, days)) left -= 1;
    }
  } else {
    for (let left = duration.amount; left > 0; left -= 1) date = nextDate(date);
    while (endsOnWorkingDay && !isWorkingDay(date, days)) date = nextDate(date);
  }
  return new Date(startOfVietnamDate(nextDate(date)).getTime() - 1);
}

function nextDate(date: string): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + DAY).toISOString().slice(0, 10);
}
