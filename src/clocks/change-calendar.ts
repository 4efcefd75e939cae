import {
  type Ctx,
  ok,
  type Result,
  readTextInput,
  refuseRequest,
  startOfVietnamDate,
  type TextRule,
  type Tx,
  vietnamDate,
} from '../kernel/index.ts';
import {
  type Holiday,
  holidayKind,
  type Law,
  lawChanged,
  lawWithDay,
  lockLaw,
  readLaw,
  recordDay,
} from '../vocabulary/index.ts';
import { CHANGE_REASON } from './change-deadline-rule.ts';
import { type ClockChange, clocksMovedBy } from './clock.ts';
import { clocksCapabilities } from './clock-policy.ts';
import { openClocksOf } from './clock-store.ts';
import { followLaw, followLawAgain } from './follow-law.ts';
import { refuse } from './refusals.ts';
import { changedBy, effectOf, type LawEffect } from './what-if.ts';

/** A day that the notice of the year makes a day off, or a weekend to be worked; or that it takes back (`withdrawn`). */
export interface CalendarChange {
  readonly day: Holiday;
  readonly withdrawn: boolean;
}

const invalid = refuse('calendar-day.invalid');
const WORDS: TextRule = { most: 200, refusals: { empty: invalid, 'too-long': invalid, unreadable: invalid } };
const DATE = /^20\d\d-\d\d-\d\d$/;

/** Tries a change of the working calendar: which open clocks in working days would move, and how. Nothing is written but the question. */
export async function whatIfCalendar(ctx: Ctx, input: { readonly change: CalendarChange }): Promise<Result<LawEffect>> {
  if (!clocksCapabilities.can(ctx.actor, 'deadline-rule.try', ctx.now)) return refuseRequest('access.not-permitted');
  const read = readChange(input.change);
  if (!read.ok) return read;
  const law = await readLaw(ctx);
  const codes = codesInWorkingDays(law);
  return ctx.transaction(async (tx) => {
    const clocks = await openClocks(tx, codes);
    const { days } = lawWithDay(law, read.value.day, read.value.withdrawn);
    const moved = codes.flatMap((code) => clocksMovedBy(law.rules, code, clocks, days, ctx.now));
    tx.audit({
      action: 'deadline-rule.try',
      object: { kind: 'calendar-day', id: read.value.day.day },
      codes: { moved: moved.length },
    });
    return ok(effectOf(clocks.length, moved));
  });
}

/**
 * Records a day of the working calendar with its source, and moves the clocks in working days that run over it, of every module. What the
 * files say of the day stands no more.
 */
export async function changeCalendar(
  ctx: Ctx,
  input: { readonly change: CalendarChange; readonly reason: string },
): Promise<Result<{ moved: ClockChange[] }>> {
  if (!clocksCapabilities.can(ctx.actor, 'deadline-rule.manage', ctx.now)) {
    await ctx.auditRefused({
      action: 'deadline-rule.manage',
      object: { kind: 'calendar-day', id: String(input.change.day.day).slice(0, 10) },
    });
    return refuseRequest('access.not-permitted');
  }
  const reason = readTextInput(input.reason, 'reason', CHANGE_REASON);
  if (!reason.ok) return reason;
  const read = readChange(input.change);
  if (!read.ok) return read;
  const { day, withdrawn } = read.value;
  const changed = await ctx.transaction(async (tx) => {
    await lockLaw(tx);
    const law = await readLaw(ctx);
    if (withdrawn && !law.holidays.some((one) => one.day === day.day))
      return refuse('calendar-day.invalid', { field: 'day' });
    const after = lawWithDay(law, day, withdrawn);
    await recordDay(tx, day, withdrawn, changedBy(ctx), reason.value);
    const moved: ClockChange[] = [];
    const codes = codesInWorkingDays(law);
    for (const code of codes) moved.push(...(await followLaw(ctx, tx, after, code)));
    await followLawAgain(tx, codes);
    tx.audit({
      action: 'deadline-rule.manage',
      object: { kind: 'calendar-day', id: day.day },
      codes: { kind: withdrawn ? 'withdrawn' : day.kind, moved: moved.length },
    });
    tx.notify(lawChanged(day.day));
    return ok({ moved });
  });
  if (changed.ok) await readLaw(ctx);
  return changed;
}

function codesInWorkingDays({ rules }: Law): string[] {
  return [...new Set(rules.filter((rule) => rule.unit === 'working_day').map((rule) => rule.code))];
}

async function openClocks(tx: Tx, codes: readonly string[]) {
  const clocks = [];
  for (const code of codes) clocks.push(...(await openClocksOf(tx, code)));
  return clocks;
}

function readChange({ day, withdrawn }: CalendarChange): Result<CalendarChange> {
  const at = startOfVietnamDate(day.day);
  if (!DATE.test(day.day) || Number.isNaN(at.getTime()) || vietnamDate(at) !== day.day)
    return refuse('calendar-day.invalid', { field: 'day' });
  if (!holidayKind.has(day.kind)) return refuse('calendar-day.invalid', { field: 'kind' });
  const weekend = [0, 6].includes(new Date(`${day.day}T00:00:00Z`).getUTCDay());
  // Only a weekend can be worked in exchange.
  if (!withdrawn && day.kind === 'working_day' && !weekend) return refuse('calendar-day.invalid', { field: 'kind' });
  const texts = { vi: day.vi, en: day.en, source: day.source };
  const read: Record<string, string> = {};
  for (const [field, text] of Object.entries(texts)) {
    const plain = readTextInput(text, field, WORDS);
    if (!plain.ok) return plain;
    read[field] = plain.value;
  }
  return ok({ day: { ...day, ...read }, withdrawn });
}
