/** After how many violations an account may be locked, and for how long: dated rows, of which several may hold on one day. */
import { z } from 'zod';
import { DAY } from '../../kernel/time.pure.ts';
import type { Day } from '../../vocabulary/index.ts';
import { orderKind } from '../orders/order-lists.ts';
import rows from './lock-rule.json' with { type: 'json' };

const day = z.iso.date() as unknown as z.ZodType<Day>;
const row = z.strictObject({
  id: z.string(),
  vi: z.string(),
  en: z.string(),
  kinds: z.array(orderKind.zod).min(1),
  violations: z.int().min(1),
  withinDays: z.int().min(1),
  leastDays: z.int().min(1),
  mostDays: z.int().max(366),
  source: z.string(),
  verified: z.boolean(),
  validFrom: day,
  validTo: day.optional(),
});
export type LockRule = z.output<typeof row>;

export const lockRules: readonly LockRule[] = z.array(row).parse(rows);

/** The rows that hold on a day. */
export const lockRulesOn = (day: string): readonly LockRule[] =>
  lockRules.filter((one) => one.validFrom <= day && (one.validTo === undefined || day <= one.validTo));

/** The days of the longest look back of any row. */
export const LONGEST_LOOK = Math.max(...lockRules.map(({ withinDays }) => withinDays));

/** How many of some violations lie in the days that a rule looks back from an instant. */
export function countBy(rule: LockRule, at: Date, violations: readonly Date[]): number {
  const from = at.getTime() - rule.withinDays * DAY;
  return violations.filter((one) => one.getTime() > from && one.getTime() <= at.getTime()).length;
}

/** The rules of a day that an account has reached. */
export function reachedBy(day: string, at: Date, violations: readonly Date[]): { rule: LockRule; count: number }[] {
  return lockRulesOn(day)
    .map((rule) => ({ rule, count: countBy(rule, at, violations) }))
    .filter(({ rule, count }) => count >= rule.violations);
}
