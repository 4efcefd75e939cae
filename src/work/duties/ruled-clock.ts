import { type Law, warnFraction } from '../../vocabulary/index.ts';
import type { DutyClock } from './duty.ts';

/** A clock of a deadline rule, by the rule that bound on the day it started. */
export function ruledClock(
  law: Law,
  clock: { readonly rule: string; readonly startedAt: Date; readonly dueAt: Date } | null,
): DutyClock | null {
  if (!clock) return null;
  const { rule, startedAt, dueAt } = clock;
  return { rule, startedAt, dueAt, warnFraction: warnFraction(law, rule, startedAt) };
}

/** A period of this platform's own, whose end no rule of the vocabulary names. */
export function ownClock(startedAt: Date, dueAt: Date, warnFraction = 0.25): DutyClock {
  return { rule: null, startedAt, dueAt, warnFraction };
}
