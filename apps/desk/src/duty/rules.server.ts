import type { RuleInList } from '../../../../src/cases/index.ts';
import type { Ctx } from '../../../../src/kernel/index.ts';
import { type Day, type DeadlineRule, deadlineRuleAt } from '../../../../src/vocabulary/index.ts';
import type { App } from '../../../server/app.ts';
import { getLocale } from '../paraglide/runtime.js';
import { shown } from '../server/answer.server.ts';
import type { ClockFace } from '../server/report-view.server.ts';
import { lawWords } from './law-words.ts';

const MINUTE = 60_000;
/** The kernel's clock is due now in the last two fifths of its warning time. */
const NOW_PART = 0.4;
const DAY = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Ho_Chi_Minh' });

/** A day in Viet Nam, `yyyy-mm-dd`. */
export function vietnamDay(at: Date): Day {
  return DAY.format(at) as Day;
}

/** A clock with the law that it rests on. */
export interface LawClock extends ClockFace {
  readonly law: string;
  readonly verified: boolean;
}

/** The rules as they stand in the database now: names, sources and clocks by them. */
export interface Rules {
  readonly list: readonly RuleInList[];
  name(code: string): string;
  law(code: string): string;
  face(clock: { readonly rule: string; readonly startedAt: Date; readonly dueAt: Date }): LawClock;
}

export async function rulesNow(app: App, ctx: Ctx): Promise<Rules> {
  const list = shown(ctx, await app.modules.cases.listDeadlineRules(ctx));
  const rules = list.map((one) => one.rule);
  const ruleOf = (code: string, at: Date): DeadlineRule | undefined =>
    deadlineRuleAt(code, vietnamDay(at), undefined, rules) ?? rules.findLast((rule) => rule.code === code);
  const name = (code: string, at = ctx.now) => ruleOf(code, at)?.[getLocale()] ?? code;
  const law = (code: string, at = ctx.now) => lawWords(ruleOf(code, at)?.legalSource ?? '', getLocale());
  return {
    list,
    name,
    law,
    face: ({ rule, startedAt, dueAt }) => {
      const binding = ruleOf(rule, startedAt);
      const soonMinutes = ((dueAt.getTime() - startedAt.getTime()) / MINUTE) * (1 - (binding?.warnAt ?? 0.75));
      return {
        name: name(rule, startedAt),
        due: dueAt.toISOString(),
        soonMinutes,
        nowMinutes: soonMinutes * NOW_PART,
        law: law(rule, startedAt),
        verified: binding?.verified ?? false,
      };
    },
  };
}
