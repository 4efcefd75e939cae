/**
 * Public holidays, days in lieu and exchanged working days of the civil service, 2024 to 2028. Tết and the second day of National Day are
 * fixed each year by a notice: years whose notice was not issued carry provisional rows with `verified: false`.
 *
 * Vietnamese Culture Day (24 November) is a paid day off from 1 July 2026 by Resolution 28/2026/QH16; it is not in article 112 of the
 * Labour Code, so no day in lieu follows when it falls on a weekend.
 */
import { loadHolidays } from './holiday-store.ts';
import { type CodeOf, type Day, defineList } from './term.ts';

export const holidayKind = defineList({
  name: 'holiday_kind',
  title: { vi: 'Loại ngày nghỉ', en: 'Kind of day' },
  source: 'Labour Code 45/2019/QH14, art. 111-112; yearly notices',
  verified: true,
  terms: {
    holiday: { vi: 'Ngày lễ, Tết', en: 'Public holiday' },
    in_lieu: { vi: 'Nghỉ bù', en: 'Day in lieu' },
    swapped_off: { vi: 'Nghỉ hoán đổi', en: 'Exchanged day off' },
    working_day: { vi: 'Làm bù', en: 'Worked in exchange' },
  },
});

export interface Holiday {
  readonly day: Day;
  readonly kind: CodeOf<typeof holidayKind>;
  readonly vi: string;
  readonly en: string;
  readonly source: string;
  readonly verified: boolean;
}

/** First and last year for which rows exist. Outside them a working-day clock must say that its calendar is not known. */
export const holidayYears = { first: 2024, last: 2028 } as const;

/** All rows in order of day. */
export function holidays(): readonly Holiday[] {
  return loadHolidays();
}

/** The calendar as two sets: weekdays that are off, and weekend days that are worked. Saturday and Sunday are off otherwise. */
export function workingCalendar(rows: readonly Holiday[] = loadHolidays()): {
  readonly off: ReadonlySet<Day>;
  readonly worked: ReadonlySet<Day>;
} {
  return {
    off: new Set(rows.filter((h) => h.kind !== 'working_day').map((h) => h.day)),
    worked: new Set(rows.filter((h) => h.kind === 'working_day').map((h) => h.day)),
  };
}

/** True when the civil service works on this day, by the rows given. */
export function isWorkingDay(day: Day, calendar: ReturnType<typeof workingCalendar> = workingCalendar()): boolean {
  if (calendar.worked.has(day)) return true;
  if (calendar.off.has(day)) return false;
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
  return weekday !== 0 && weekday !== 6;
}
