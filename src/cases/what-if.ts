import { type Ctx, ok, type Result, refuseRequest } from '../kernel/index.ts';
import { workingCalendar } from '../vocabulary/index.ts';
import { casesCapabilities } from './case-policy.ts';
import { type ClockChange, clocksMovedBy, type RuleChange, rulesAfter } from './deadline.ts';
import { openClocksOf, ruleOf, ruleRows, runningOf } from './deadline-store.ts';
import { refuse } from './refusals.ts';
import { ruleTrial } from './rule-trial.ts';

export interface WhatIf {
  /** Open clocks of the rule's code that the actor oversees. */
  readonly looked: number;
  readonly moved: readonly ClockChange[];
  readonly earlier: number;
  readonly later: number;
  readonly breachedAtOnce: number;
  /** What `changeDeadlineRule` asks for: that this change was tried on the rules as they stand. */
  readonly trial: string;
}

/** Tries a change of the deadline rules: which open clocks would move, and how. Nothing is written but the question. */
export async function whatIf(ctx: Ctx, input: { change: RuleChange }): Promise<Result<WhatIf>> {
  if (!casesCapabilities.can(ctx.actor, 'deadline-rule.try', ctx.now)) return refuseRequest('access.not-permitted');
  return ctx.transaction(async (tx) => {
    const before = (await ruleRows(tx)).map(ruleOf);
    const { rules, problems } = rulesAfter(before, input.change);
    const [problem] = problems;
    if (problem)
      return refuse(problem.code, { facts: { rule: problem.rule, message: problem.message, ...problem.days } });
    const code = (before.find((rule) => rule.id === input.change.id) as { code: string }).code;
    const clocks = await openClocksOf(tx, code);
    const moved = clocksMovedBy(rules, code, clocks.map(runningOf), workingCalendar(), ctx.now);
    const becoming = (what: ClockChange['becomes']) => moved.filter((change) => change.becomes === what).length;
    tx.audit({
      action: 'deadline-rule.try',
      object: { kind: 'deadline-rule', id: input.change.id },
      codes: { moved: moved.length },
    });
    return ok({
      looked: clocks.length,
      moved,
      earlier: becoming('earlier'),
      later: becoming('later'),
      breachedAtOnce: becoming('breached-at-once'),
      trial: await ruleTrial(ctx, input.change, before),
    });
  });
}
