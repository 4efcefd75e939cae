const ZONE = 'Asia/Ho_Chi_Minh';
const dateTime = new Intl.DateTimeFormat('en-GB', {
  timeZone: ZONE,
  day: '2-digit',
  month: '2-digit',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});

/** dd/mm/yyyy hh:mm in Viet Nam time, the same in both languages. */
export function formatTime(at: Date | string | number): string {
  return dateTime.format(new Date(at)).replace(', ', ' ');
}

/** 1.234,5 in Vietnamese, 1,234.5 in English; `digits` are the most behind the mark. */
export function formatNumber(value: number, locale: string, digits = 1): string {
  return new Intl.NumberFormat(locale === 'vi' ? 'vi-VN' : 'en-GB', { maximumFractionDigits: digits }).format(value);
}

/** dd/mm/yyyy of a day as it is kept, `yyyy-mm-dd`. */
export const formatDay = (day: string): string => day.split('-').reverse().join('/');

/** Words that stand at the start of a line: with a capital, as in “Người của đơn vị khác”; a name or a code stays as it is. */
export const lineStart = (words: string): string => words.charAt(0).toLocaleUpperCase('vi') + words.slice(1);
