/**
 * The deadline rules and the working calendar in force: what the files say, with what an operator has recorded since. Each process keeps
 * them in hand, since a clock is started with every report and shown on every page.
 */
import { type CalendarDays, type Ctx, dueAt, type Kernel, vietnamDate } from '../../kernel/index.ts';
import type { Urgency } from '../harms/risk.ts';
import type { Day } from '../term.ts';
import { checkDeadlineRules, type DeadlineRule, deadlineRuleAt, deadlineRules } from './deadline-rules.ts';
import type { Holiday } from './holiday.ts';
import { holidays, workingCalendar } from './holidays.ts';
import { lawRecorded } from './law-store.ts';

export interface Law {
  readonly rules: readonly DeadlineRule[];
  /** In order of day; days that were withdrawn are left out. */
  readonly holidays: readonly Holiday[];
  readonly days: CalendarDays;
}

const TOPIC = 'law.changed';
const inHand = new WeakMap<Kernel, Law>();
let written: Law | undefined;

/** The law as the files have it, before anything was recorded. */
export function writtenLaw(): Law {
  written ??= { rules: deadlineRules, holidays: holidays(), days: workingCalendar(holidays()) };
  return written;
}

/** The law that binds now, as this process last read it. */
export function lawOf(kernel: Kernel): Law {
  return inHand.get(kernel) ?? writtenLaw();
}

/** When a rule's period ends, and when it is due soon: after the part `warnAt` of it. */
export function timesOf(
  rule: Pick<DeadlineRule, 'amount' | 'unit' | 'warnAt'>,
  startedAt: Date,
  days: CalendarDays,
): { readonly due: Date; readonly warn: Date } {
  const due = dueAt(startedAt, { amount: rule.amount, unit: rule.unit }, days);
  return { due, warn: new Date(startedAt.getTime() + (due.getTime() - startedAt.getTime()) * rule.warnAt) };
}

/** The rule that binds a clock that starts at an instant. */
export function ruleThatBinds(
  rules: readonly DeadlineRule[],
  code: string,
  startedAt: Date,
  urgency?: Urgency,
): DeadlineRule | undefined {
  return deadlineRuleAt(rules, code, vietnamDate(startedAt) as Day, urgency);
}

/**
 * The rule that a running clock goes by: the one that bound on the day it started, or else the last of its code, so that an old
 * clock, and one of a code whose rows all name an urgency, has a rule too.
 */
export function ruleOfClock(
  rules: readonly DeadlineRule[],
  code: string,
  startedAt: Date,
  urgency?: Urgency,
): DeadlineRule | undefined {
  return ruleThatBinds(rules, code, startedAt, urgency) ?? rules.findLast((rule) => rule.code === code);
}

/** From which part of its time on a clock is due soon where no rule says it. */
const WARN_FRACTION = 0.25;

/** From which part of its time on a clock is due soon, counted from its end; for the kernel's `clockLook`. */
export function warnFraction(law: Law, code: string, startedAt: Date, urgency?: Urgency): number {
  const rule = ruleOfClock(law.rules, code, startedAt, urgency);
  return rule ? 1 - rule.warnAt : WARN_FRACTION;
}

/** Reads it from the database: at the start, after a change, and before a job works by it. */
export async function readLaw(ctx: Ctx): Promise<Law> {
  const recorded = await lawRecorded(ctx);
  const ruled = new Map([...deadlineRules, ...recorded.rules].map((rule) => [rule.id, rule]));
  const rules = [...ruled.values()];
  const law = recorded.holidays.reduce<Law>(
    (before, { day, kind, vi, en, source, verified, withdrawn }) =>
      lawWithDay(before, { day, kind, vi, en, source, verified }, withdrawn),
    { ...writtenLaw(), rules },
  );
  const problems = checkDeadlineRules(rules);
  // The law goes on as it is: a release that brought a rule beside a recorded one must not close the service.
  if (problems.length > 0)
    ctx.kernel.log.error({ problems: problems.map((one) => one.message) }, 'deadline rules meet badly');
  inHand.set(ctx.kernel, law);
  return law;
}

/** The law with a day of the calendar recorded, or withdrawn. */
export function lawWithDay(law: Law, day: Holiday, withdrawn: boolean): Law {
  const others = law.holidays.filter((one) => one.day !== day.day);
  const days = withdrawn ? others : [...others, day].sort((a, b) => a.day.localeCompare(b.day));
  return { ...law, holidays: days, days: workingCalendar(days) };
}

/** Reads it, and again whenever another process has changed it. @returns the way to stop */
export async function keepLaw(ctx: Ctx): Promise<() => void> {
  const { kernel } = ctx;
  const stop = kernel.live.listen(({ topic }) => {
    if (topic !== TOPIC && topic !== 'resync') return;
    readLaw(ctx).catch((error: Error) => kernel.log.error({ reason: error.message }, 'the law could not be read'));
  });
  await readLaw(ctx);
  return stop;
}

/** What tells the other processes, from within the transaction that changes it. */
export const lawChanged = (id: string) => ({ topic: TOPIC, id });
