import { type CalendarDays, dueAt, vietnamDate } from '../../kernel/index.ts';
import {
  checkDeadlineRules,
  type Day,
  type DeadlineProblem,
  type DeadlineRule,
  deadlineRuleAt,
  type OpenClock,
  type Urgency,
} from '../../vocabulary/index.ts';

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
 * A change of the rules: `correct` repairs a row that was wrong from the start, so running clocks are reckoned anew;
 * `replace` puts new law in force from a day, and clocks that started before it keep the old rule.
 */
export type RuleChange =
  | {
      readonly kind: 'correct';
      readonly id: string;
      readonly to: Partial<
        Pick<
          DeadlineRule,
          'amount' | 'unit' | 'warnAt' | 'validFrom' | 'validTo' | 'legalSource' | 'verified' | 'escalatesTo'
        >
      >;
    }
  | { readonly kind: 'replace'; readonly id: string; readonly by: DeadlineRule };

/** The rules after a change, or what is wrong with it: a gap, an overlap, a row that cannot be right, an unknown id. */
export function rulesAfter(
  rules: readonly DeadlineRule[],
  change: RuleChange,
): { readonly rules: readonly DeadlineRule[]; readonly problems: readonly DeadlineProblem[] } {
  const old = rules.find((rule) => rule.id === change.id);
  if (!old)
    return {
      rules,
      problems: [{ code: 'deadline-rule.malformed', rule: change.id, message: `${change.id}: there is no such rule` }],
    };
  const next = rules.flatMap((rule): DeadlineRule[] => {
    if (rule.id !== change.id) return [rule];
    if (change.kind === 'correct') return [{ ...rule, ...change.to }];
    return [{ ...rule, validTo: dayBefore(change.by.validFrom) }, change.by];
  });
  return { rules: next, problems: checkDeadlineRules(next) };
}

export interface ClockChange {
  readonly id: string;
  readonly ruleCode: string;
  readonly ownerAgency: string;
  readonly provinceCode?: string;
  readonly dueBefore: Date;
  readonly dueAfter: Date;
  readonly becomes: 'earlier' | 'later' | 'breached-at-once';
}

/** Which running clocks a change of rules moves, and how; clocks that stay as they are, are left out. */
export function clocksMovedBy(
  after: readonly DeadlineRule[],
  code: string,
  running: readonly OpenClock[],
  days: CalendarDays,
  now: Date,
): ClockChange[] {
  return running.flatMap((clock): ClockChange[] => {
    if (clock.ruleCode !== code) return [];
    const rule = ruleThatBinds(after, code, clock.startedAt, clock.urgency);
    if (!rule) return [];
    const { due } = timesOf(rule, clock.startedAt, days);
    if (due.getTime() === clock.dueAt.getTime()) return [];
    const becomes = due <= now && clock.dueAt > now ? 'breached-at-once' : due < clock.dueAt ? 'earlier' : 'later';
    return [
      {
        id: clock.id,
        ruleCode: code,
        ownerAgency: clock.ownerAgency,
        ...(clock.provinceCode === undefined ? {} : { provinceCode: clock.provinceCode }),
        dueBefore: clock.dueAt,
        dueAfter: due,
        becomes,
      },
    ];
  });
}

function dayBefore(day: Day): Day {
  return new Date(Date.parse(`${day}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10) as Day;
}
