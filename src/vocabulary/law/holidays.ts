/**
 * Public holidays, days in lieu and exchanged working days of the civil service, 2024 to 2028. Tết and the second day of National Day are
 * fixed each year by a notice: years whose notice was not issued carry provisional rows with `verified: false`.
 *
 * Vietnamese Culture Day (24 November) is a paid day off from 1 July 2026 by Resolution 28/2026/QH16; it is not in article 112 of the
 * Labour Code, so no day in lieu follows when it falls on a weekend.
 */
import type { CalendarDays } from '../../kernel/index.ts';
import type { Holiday } from './holiday.ts';
import { loadHolidays } from './holiday-store.ts';

/** First and last year for which rows exist. Outside them a working-day clock must say that its calendar is not known. */
export const holidayYears = { first: 2024, last: 2028 } as const;

/** All rows in order of day. */
export function holidays(): readonly Holiday[] {
  return loadHolidays();
}

/** The days as the kernel's calendar takes them: those that are off, and weekend days that are worked. */
export function workingCalendar(rows: readonly Holiday[]): CalendarDays {
  return {
    holidays: new Set(rows.filter((h) => h.kind !== 'working_day').map((h) => h.day)),
    workedWeekends: new Set(rows.filter((h) => h.kind === 'working_day').map((h) => h.day)),
  };
}
