import { addDays, weekdayOf } from '../../../../src/kernel/time.pure.ts';

/** Days as `yyyy-mm-dd`, reckoned without a time zone. */

/** The same day of another month, or its last where it is shorter. */
export function shiftMonth(day: string, by: number): string {
  const [year, month, date] = day.split('-').map(Number) as [number, number, number];
  const last = new Date(Date.UTC(year, month + by, 0)).getUTCDate();
  return new Date(Date.UTC(year, month - 1 + by, Math.min(date, last))).toISOString().slice(0, 10);
}

/** Monday is 0. */
export function weekday(day: string): number {
  return (weekdayOf(day) + 6) % 7;
}

/** First and last day that a view shows: whole weeks from Monday. */
export function spanOf(view: 'thang' | 'tuan', day: string): { from: string; to: string } {
  if (view === 'tuan') {
    const from = addDays(day, -weekday(day));
    return { from, to: addDays(from, 6) };
  }
  const first = `${day.slice(0, 8)}01`;
  const last = addDays(shiftMonth(first, 1), -1);
  return { from: addDays(first, -weekday(first)), to: addDays(last, 6 - weekday(last)) };
}

/** dd/mm/yyyy. */
export function dayWords(day: string): string {
  return day.split('-').reverse().join('/');
}
