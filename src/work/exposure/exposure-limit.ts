import type { Ctx, Tx } from '../../kernel/index.ts';
import { type DeadlineRule, lawOf, ruleThatBinds } from '../../vocabulary/index.ts';
import type { ExposureLimit } from './exposure.ts';
import { type ItemLimitRow, itemLimit } from './exposure-store.ts';

/** The rules of time that a budget is made of, and the unit that each is kept in. */
export const exposureRules = {
  minutesShift: { code: 'DL-EXPOSURE-SHIFT', unit: 'minute' },
  minutesRun: { code: 'DL-EXPOSURE-RUN', unit: 'minute' },
  breakMinutes: { code: 'DL-EXPOSURE-BREAK', unit: 'minute' },
  restHours: { code: 'DL-EXPOSURE-REST', unit: 'hour' },
} as const;
export type ExposurePeriod = keyof typeof exposureRules;

const minutes = { minute: 1, hour: 60, calendar_day: 24 * 60, working_day: 24 * 60 } as const;

/** The rule that binds now. @throws where none is in force */
export function exposureRule(ctx: Ctx, period: ExposurePeriod): DeadlineRule {
  const { code } = exposureRules[period];
  const rule = ruleThatBinds(lawOf(ctx.kernel).rules, code, ctx.now);
  if (!rule) throw new Error(`no rule ${code} is in force`);
  return rule;
}

/** The budget that holds now: the items of the platform's own table, the periods of the rules. */
export async function exposureLimit(ctx: Ctx, tx: Tx): Promise<ExposureLimit & ItemLimitRow> {
  const items = await itemLimit(tx);
  const rules = (Object.keys(exposureRules) as ExposurePeriod[]).map(
    (period) => [period, exposureRule(ctx, period)] as const,
  );
  const periods = Object.fromEntries(
    rules.map(([period, { amount, unit }]) => [period, (amount * minutes[unit]) / minutes[exposureRules[period].unit]]),
  ) as Record<ExposurePeriod, number>;
  return { ...items, ...periods, verified: items.verified && rules.every(([, rule]) => rule.verified) };
}
