import { vietnamTime } from '../kernel/index.ts';

/** `05/01/2027`, from `2027-01-05`. */
export function shortDate(day: string): string {
  const [year, month, date] = day.split('-') as [string, string, string];
  return `${date}/${month}/${year}`;
}

/** `05/01/2027 14:30` in Viet Nam time. */
export function shortTime(at: Date): string {
  const local = vietnamTime(at);
  return `${shortDate(local.slice(0, 10))} ${local.slice(11, 16)}`;
}

/** `14 giờ 30 phút, 05/01/2027` in Viet Nam time, as a text of an official document has it. */
export function writtenTime(at: Date): string {
  const local = vietnamTime(at);
  return `${local.slice(11, 13)} giờ ${local.slice(14, 16)} phút, ${shortDate(local.slice(0, 10))}`;
}

/** A date as Decree 30/2020 writes it: days below 10 and January and February with a leading nought. */
export function officialDate(day: string): string {
  const [year, month, date] = day.split('-') as [string, string, string];
  return `ngày ${date} tháng ${Number(month) <= 2 ? month : String(Number(month))} năm ${year}`;
}
