/**
 * The one place of the arithmetic of time. Viet Nam keeps UTC+7 all year, without daylight saving, so a day of its calendar is
 * 24 hours long and a date is worked out without a time zone database. Dates are `YYYY-MM-DD`.
 * Why this is no library: docs/decisions/0009-time-without-a-library.md.
 */

/** Lengths in milliseconds. */
export const SECOND = 1_000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

const AHEAD = 7 * HOUR;

/** The date in Viet Nam. */
export function vietnamDate(at: Date): string {
  return vietnamTime(at).slice(0, 10);
}

/** Date and time in Viet Nam to the minute, `2027-01-05T14:30`: as a field of a form has it. */
export function vietnamTime(at: Date): string {
  return new Date(at.getTime() + AHEAD).toISOString().slice(0, 16);
}

/** An instant in Viet Nam to the second with its offset, `2027-01-05T14:30:05+07:00`: for formats that know no `Z`. */
export function vietnamInstant(at: Date): string {
  return `${new Date(at.getTime() + AHEAD).toISOString().slice(0, 19)}+07:00`;
}

/** The instant of a date and time in Viet Nam as a form writes it; an invalid Date where it is none. */
export function atVietnamTime(written: string): Date {
  return /^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(written) && isDate(written.slice(0, 10))
    ? new Date(Date.parse(`${written.slice(0, 16)}:00Z`) - AHEAD)
    : new Date(Number.NaN);
}

/** The first instant of a Vietnamese date; an invalid Date where it is none. */
export function startOfVietnamDate(date: string): Date {
  return isDate(date) ? new Date(Date.parse(`${date}T00:00:00Z`) - AHEAD) : new Date(Number.NaN);
}

/** The last millisecond of a Vietnamese date. */
export function endOfVietnamDate(date: string): Date {
  return new Date(startOfVietnamDate(date).getTime() + DAY - 1);
}

/** The first instant of the hour or the day of Viet Nam in which an instant lies. */
export function startOf(unit: 'hour' | 'day', at: Date): Date {
  const width = unit === 'day' ? DAY : HOUR;
  return new Date(Math.floor((at.getTime() + AHEAD) / width) * width - AHEAD);
}

/** Whether the text is a date of the calendar: 2026-02-30 is not. */
export function isDate(text: string): boolean {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return false;
  const at = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(at) && new Date(at).toISOString().slice(0, 10) === text;
}

/** The date so many days later; earlier where `days` is negative. */
export function addDays<D extends string>(date: D, days: number): D {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * DAY).toISOString().slice(0, 10) as D;
}

/** How many days lie between two dates; negative where the second is the earlier one. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / DAY);
}

/** 0 is Sunday. */
export function weekdayOf(date: string): number {
  return new Date(`${date}T00:00:00Z`).getUTCDay();
}
