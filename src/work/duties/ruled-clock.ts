import { vietnamDate } from '../../kernel/index.ts';
import { type Day, deadlineRuleAt, type Law } from '../../vocabulary/index.ts';
import type { DutyClock } from './duty.ts';

/** From which part of its time on a clock is due soon where no rule says it. */
const WARN_FRACTION = 0.25;

/** A clock of a deadline rule, by the rule that bound on the day it started. */
export function ruledClock(
  law: Law,
  clock: { readonly rule: string; readonly startedAt: Date; readonly dueAt: Date } | null,
): DutyClock | null {
  if (!clock) return null;
  const { rule, startedAt, dueAt } = clock;
  const binding = deadlineRuleAt(law.rules, rule, vietnamDate(startedAt) as Day);
  return { rule, startedAt, dueAt, warnFraction: binding ? 1 - binding.warnAt : WARN_FRACTION };
}

/** A period of this platform's own, whose end no rule of the vocabulary names. */
export function ownClock(startedAt: Date, dueAt: Date, warnFraction = WARN_FRACTION): DutyClock {
  return { rule: null, startedAt, dueAt, warnFraction };
}
