import { isDate } from '../../src/kernel/time.pure.ts';

/*
 * Days and times as people of Viet Nam write them, `27/11/2026` and `27/11/2026 14:30`, whatever language the browser
 * speaks. Inside they are `2026-11-27` and `2026-11-27T14:30`, in the time of Viet Nam.
 */

const DAY = /^(\d{1,2})\s*[/.\- ]\s*(\d{1,2})\s*[/.\- ]\s*(\d{4})$/;
const DIGITS = /^(\d{2})(\d{2})(\d{4})$/;
const HOUR = /^(\d{1,2})\s*[:hg]\s*(\d{2})$/i;

/** For a browser without scripts; what it lets through is read here again. Written for the `v` flag, under which browsers read it. */
export const WRITTEN_DATE = String.raw`\s*(\d{1,2}\s*[\/.\- ]\s*\d{1,2}\s*[\/.\- ]\s*\d{4}|\d{8}|\d{4}-\d\d-\d\d)\s*`;
export const WRITTEN_TIME = String.raw`\s*(\d{1,2}[\/.\- ]\d{1,2}[\/.\- ]\d{4}\s+\d{1,2}\s*[:hHgG]\s*\d{2}|\d{4}-\d\d-\d\dT\d\d:\d\d)\s*`;

/** The date that was written, as `2026-11-27`; undefined where it is none, as 30/02 or 11/27 is. */
export function readWrittenDate(written: string): string | undefined {
  const text = written.trim();
  if (isDate(text)) return text;
  const [, day, month, year] = DAY.exec(text) ?? DIGITS.exec(text) ?? [];
  if (day === undefined || month === undefined || year === undefined) return undefined;
  const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  return isDate(date) ? date : undefined;
}

/** The date and time that were written, as `2026-11-27T14:30`; undefined where they are none. The day has 24 hours. */
export function readWrittenTime(written: string): string | undefined {
  const [, dayPart, hourPart] = /^(\S.*?)(?:\s+|T)(\d{1,2}\s*[:hg]\s*\d{2})$/i.exec(written.trim()) ?? [];
  const day = readWrittenDate(dayPart ?? '');
  const [, hour, minute] = HOUR.exec(hourPart ?? '') ?? [];
  if (day === undefined || hour === undefined || minute === undefined) return undefined;
  return Number(hour) < 24 && Number(minute) < 60 ? `${day}T${hour.padStart(2, '0')}:${minute}` : undefined;
}

/** `27/11/2026` or `27/11/2026 14:30`; what is no date stays as it was written. */
export function showWritten(value: string): string {
  const [day = '', time] = value.split('T');
  if (!isDate(day)) return value;
  const shown = day.split('-').reverse().join('/');
  return time === undefined ? shown : `${shown} ${time.slice(0, 5)}`;
}

/** The date that the address of a page asks for; undefined where it asks for none, or for what is none. */
export function dateParam(params: URLSearchParams, name: string): string | undefined {
  return readWrittenDate(params.get(name) ?? '');
}

/** Hidden fields in which a form says which of its fields are dates, and which are dates with a time. */
export const DATE_FIELDS = '_ngay';
export const TIME_FIELDS = '_gio';

/**
 * Puts the dates of a form, which came as people write them, as the verbs read them, and takes the lists of them out.
 * @returns of which kind the first is that cannot be read; undefined where all can
 */
export function readFormDates(form: FormData): 'date' | 'time' | undefined {
  return readFields(form, DATE_FIELDS, readWrittenDate)
    ? readFields(form, TIME_FIELDS, readWrittenTime)
      ? undefined
      : 'time'
    : 'date';
}

function readFields(form: FormData, list: string, read: (written: string) => string | undefined): boolean {
  const names = new Set(form.getAll(list).map(String));
  form.delete(list);
  for (const name of names) {
    const dates = form.getAll(name).map((one) => (String(one).trim() === '' ? '' : read(String(one))));
    form.delete(name);
    for (const date of dates) {
      if (date === undefined) return false;
      form.append(name, date);
    }
  }
  return true;
}
