import { createHash } from 'node:crypto';
import type { CalendarDay } from '../../../../src/clocks/index.ts';
import { type ClockLook, lookOf } from '../../../../src/kernel/clock-look.pure.ts';
import type { Ctx } from '../../../../src/kernel/index.ts';
import { endOfVietnamDate } from '../../../../src/kernel/time.pure.ts';
import { holidayKind } from '../../../../src/vocabulary/index.ts';
import { lawCitation } from '../../../../src/vocabulary/law/law-citation.pure.ts';
import type { App } from '../../../server/app.ts';
import { serviceName } from '../case/case-words.server.ts';
import { type LawClock, lawClock } from '../clock/law-clock.server.ts';
import { lawNow } from '../deadline-rule/current-law.server.ts';
import { m } from '../paraglide/messages.js';
import { getLocale } from '../paraglide/runtime.js';
import { valueOrError } from '../server/answer.server.ts';
import { clockName, label } from '../server/codes.server.ts';

export interface CalendarEntry {
  readonly id: string;
  readonly kind: string;
  readonly what: string;
  readonly reference: string | null;
  /** Its page, where the reader may know of it. */
  readonly page: string | null;
  /** hh:mm, or empty for a whole day. */
  readonly time: string;
  /** When it ends or begins; null for a whole day. */
  readonly at: string | null;
  readonly clock: LawClock | null;
  /** It is not in the file that people take away. */
  readonly confined: boolean;
  readonly look: ClockLook;
  readonly law: string;
}

export interface DayView {
  readonly day: string;
  readonly working: boolean;
  /** Why the day is off, or worked though it is a weekend, with the source that says so. */
  readonly special: {
    readonly name: string;
    readonly kind: string;
    readonly source: string;
    readonly verified: boolean;
  } | null;
  readonly entries: readonly CalendarEntry[];
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const TIME = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Asia/Ho_Chi_Minh',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});

/** The days between two, as a calendar shows them. */
export async function daysOf(app: App, ctx: Ctx, from: string, to: string, takenAway?: 'ics'): Promise<DayView[]> {
  const days = valueOrError(
    ctx,
    await app.modules.clocks.calendar(ctx, { from, to, ...(takenAway ? { takenAway } : {}) }),
  );
  const holidays = new Map(lawNow().holidays.map((row) => [row.day as string, row]));
  return days.map(({ day, working, entries }) => {
    const holiday = holidays.get(day);
    return {
      day,
      working,
      special: holiday
        ? {
            name: holiday[getLocale()],
            kind: label(holidayKind, holiday.kind),
            source: lawCitation(holiday.source, getLocale()),
            verified: holiday.verified,
          }
        : null,
      entries: entries.map((entry) => entryView(ctx, app.modules.cases.planSource, day, entry)),
    };
  });
}

function entryView(ctx: Ctx, planSource: string, day: string, entry: CalendarDay['entries'][number]): CalendarEntry {
  const clock =
    entry.at && entry.startedAt ? lawClock({ rule: entry.code, startedAt: entry.startedAt, dueAt: entry.at }) : null;
  const end = entry.at ?? endOfVietnamDate(day);
  const left = end.getTime() - ctx.now.getTime();
  return {
    id: [
      entry.kind,
      entry.object,
      entry.code,
      ...(entry.kind === 'session' && entry.at ? [entry.at.toISOString()] : []),
    ].join(' '),
    kind: entry.kind,
    what:
      entry.kind === 'clock'
        ? clockName(entry.code)
        : entry.kind === 'session'
          ? m.calendar_session()
          : entry.kind === 'monitoring'
            ? m.duty_visit()
            : m.duty_action({ service: serviceName(entry.code) }),
    reference: entry.reference,
    // What is no clock and has no page of its own stands in the plan of a case.
    page: entry.page ?? (entry.kind === 'clock' ? null : entry.reference && `/ho-so/${entry.object}`),
    time: entry.at ? TIME.format(entry.at) : '',
    at: entry.at?.toISOString() ?? null,
    clock,
    confined: entry.confined === true,
    look: clock
      ? lookOf(left, clock.soonMinutes * MINUTE, clock.nowMinutes * MINUTE)
      : entry.kind === 'session'
        ? lookOf(left, DAY, 2 * HOUR)
        : lookOf(left, 4 * DAY, DAY),
    law: clock?.law ?? (entry.kind === 'session' ? '' : lawCitation(planSource, getLocale())),
  };
}

/** A name for an entry of the file that is the same tomorrow, and from which the case's id cannot be read. */
export function uidOf(entry: CalendarEntry, day: string): string {
  const text = entry.kind === 'clock' ? entry.id : `${entry.id} ${day}`;
  return `${createHash('sha256').update(text).digest('hex').slice(0, 32)}@la-chan`;
}
