import { vietnamDate, vietnamTime } from './time.pure.ts';

/** The hours of somebody on duty: days of the week (1 is Monday) and minutes of the day; an end before the beginning is on the next day. */
export interface DutyHours {
  readonly days: readonly number[];
  readonly from_minute: number;
  readonly to_minute: number;
}

const DAY_MINUTES = 1_440;
export const WEEK_MINUTES = 7 * DAY_MINUTES;

/** Minutes of the week (0 is Monday, 00:00) in which somebody is on duty, as spans without their end; a span may go past the week. */
function spansOf({ days, from_minute: from, to_minute: to }: DutyHours): { from: number; to: number }[] {
  const length = to > from ? to - from : to + DAY_MINUTES - from;
  return days.map((day) => {
    const start = (day - 1) * DAY_MINUTES + from;
    return { from: start, to: start + length };
  });
}

/** Whether somebody with these hours is on duty at a minute of the week. */
export function onDutyAt(hours: DutyHours, minute: number): boolean {
  return spansOf(hours).some(
    ({ from, to }) => (minute >= from && minute < to) || (minute + WEEK_MINUTES >= from && minute + WEEK_MINUTES < to),
  );
}

/** The minute of the week in Viet Nam. */
export function weekMinute(at: Date): number {
  const day = new Date(`${vietnamDate(at)}T00:00:00Z`).getUTCDay();
  const [hours = 0, minutes = 0] = vietnamTime(at).slice(11).split(':').map(Number);
  return ((day + 6) % 7) * DAY_MINUTES + hours * 60 + minutes;
}

/** Spans of the week in which nobody of these is on duty: minutes of the week, without their end. */
export function gapsOf(all: readonly DutyHours[]): { readonly from: number; readonly to: number }[] {
  const edges = all.flatMap(spansOf).flatMap(({ from, to }) => [from % WEEK_MINUTES, to % WEEK_MINUTES]);
  const marks = [...new Set([0, ...edges])].toSorted((a, b) => a - b);
  const gaps: { from: number; to: number }[] = [];
  for (const [at, from] of marks.entries()) {
    const to = marks[at + 1] ?? WEEK_MINUTES;
    if (all.some((one) => onDutyAt(one, from))) continue;
    const last = gaps.at(-1);
    if (last?.to === from) last.to = to;
    else gaps.push({ from, to });
  }
  return gaps;
}

/** The gaps that lie within a span of the week, cut to it: minutes of the week; a span may go past Sunday. */
export function gapsWithin(
  all: readonly DutyHours[],
  span: { readonly from: number; readonly to: number },
): { readonly from: number; readonly to: number }[] {
  return gapsOf(all)
    .flatMap(({ from, to }) => [
      { from, to },
      { from: from + WEEK_MINUTES, to: to + WEEK_MINUTES },
    ])
    .flatMap(({ from, to }) => {
      const cut = { from: Math.max(from, span.from), to: Math.min(to, span.to) };
      return cut.from < cut.to ? [cut] : [];
    })
    .toSorted((a, b) => a.from - b.from);
}
