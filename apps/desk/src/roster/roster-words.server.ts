import type { Ctx } from '../../../../src/kernel/index.ts';
import { m } from '../paraglide/messages.js';

/** What a list of codes is called in the reader's language. */
export function labelOf(
  ctx: Ctx,
  list: readonly { readonly code: string; readonly vi: string; readonly en: string }[],
) {
  const labels = new Map(list.map((one) => [one.code, one[ctx.language]]));
  return (code: string) => labels.get(code) ?? code;
}

const weekdays = [
  m.roster_sunday,
  m.roster_monday,
  m.roster_tuesday,
  m.roster_wednesday,
  m.roster_thursday,
  m.roster_friday,
  m.roster_saturday,
];

/** `T2 07/12`: a day as a roster heads it. */
export function dayName(day: string): string {
  const weekday = weekdays[new Date(`${day}T00:00:00Z`).getUTCDay()] as () => string;
  return `${weekday()} ${day.slice(8, 10)}/${day.slice(5, 7)}`;
}

/** `06:00–14:00` */
export function hoursOf(startMinute: number, minutes: number): string {
  const at = (minute: number) =>
    `${String(Math.floor(minute / 60) % 24).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
  return `${at(startMinute)}–${at(startMinute + minutes)}`;
}

/** What a rule rests on, in the reader's language: those that come with the house say it in both, `Vietnamese · English`. */
export function sourceIn(ctx: Ctx, source: string): string {
  const [vi = source, en = vi, ...more] = source.split(' · ');
  return more.length > 0 ? source : ctx.language === 'vi' ? vi : en;
}
