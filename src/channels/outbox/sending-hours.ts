import { DAY, MINUTE, startOf } from '../../kernel/index.ts';
import type { DayHours, Held, OutboundPurpose } from './outbound.ts';
import quiet from './quiet-hours.json' with { type: 'json' };

const minuteOf = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));
/** When nothing that can wait is sent. */
const QUIET: DayHours = { from: minuteOf(quiet.from), to: minuteOf(quiet.to) };

export const keepsQuietHours = (purpose: OutboundPurpose): boolean => quiet.quiet.includes(purpose);

/** Whether an instant lies in hours of the day of Viet Nam; equal ends are the whole day. */
export function isIn({ from, to }: DayHours, at: Date): boolean {
  const minute = Math.floor((at.getTime() - startOf('day', at).getTime()) / MINUTE);
  return from < to ? minute >= from && minute < to : from === to || minute >= from || minute < to;
}

/** The next instant at which the minute of the day begins in Viet Nam, after `at`. */
export function nextMinuteOfDay(minute: number, at: Date): Date {
  const today = new Date(startOf('day', at).getTime() + minute * MINUTE);
  return today > at ? today : new Date(today.getTime() + DAY);
}

/** The hours of a person as a row holds them; null where they said none. */
export function hoursOf({
  safe_from: from,
  safe_to: to,
}: {
  readonly safe_from: number | null;
  readonly safe_to: number | null;
}): DayHours | null {
  return from === null || to === null ? null : { from, to };
}

interface Scheduled {
  readonly purpose: OutboundPurpose;
  readonly notBefore: Date | null;
  /** What takes something back, or puts it right, waits for no morning. */
  readonly atOnce?: boolean;
  /** Of the person: all of them hold, for every purpose. */
  readonly safe: readonly DayHours[];
}

/** Until when a message waits for its hour, and why; undefined where it may go now. */
export function holdOf(message: Scheduled, now: Date): { readonly held: Held; readonly until: Date } | undefined {
  if (message.notBefore !== null && message.notBefore > now) return { held: 'not-before', until: message.notBefore };
  const unsafe = message.safe.find((hours) => !isIn(hours, now));
  if (unsafe) return { held: 'safe-hours', until: nextMinuteOfDay(unsafe.from, now) };
  if (message.atOnce !== true && keepsQuietHours(message.purpose) && isIn(QUIET, now))
    return { held: 'quiet-hours', until: nextMinuteOfDay(QUIET.to, now) };
  return undefined;
}
