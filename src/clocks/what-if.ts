import { type Ctx, ok, type Result, refuseRequest } from '../kernel/index.ts';
import { readLaw } from '../vocabulary/index.ts';
import { type ClockChange, clocksMovedBy, type RuleChange, rulesAfter } from './clock.ts';
import { clocksCapabilities } from './clock-policy.ts';
import { openClocksOf } from './clock-store.ts';
import { refuse } from './refusals.ts';
import { ruleTrial } from './rule-trial.ts';

/** What a change of the law does to the clocks that run. */
export interface LawEffect {
  /** Open clocks that it could move, as far as the actor oversees them. */
  readonly looked: number;
  readonly moved: readonly ClockChange[];
  readonly earlier: number;
  readonly later: number;
  readonly breachedAtOnce: number;
}

export interface WhatIf extends LawEffect {
  /** What `changeDeadlineRule` asks for: that this change was tried on the rules as they stand. */
  readonly trial: string;
}

/** Tries a change of the deadline rules: which open clocks of the platform would move, and how. Nothing is written but the question. */
export async function whatIf(ctx: Ctx, input: { change: RuleChange }): Promise<Result<WhatIf>> {
  if (!clocksCapabilities.can(ctx.actor, 'deadline-rule.try', ctx.now)) return refuseRequest('access.not-permitted');
  const law = await readLaw(ctx);
  const { rules, problems } = rulesAfter(law.rules, input.change);
  const [problem] = problems;
  if (problem)
    return refuse(problem.code, { facts: { rule: problem.rule, message: problem.message, ...problem.days } });
  const { code } = law.rules.find((rule) => rule.id === input.change.id) as { code: string };
  return ctx.transaction(async (tx) => {
    const clocks = await openClocksOf(tx, code);
    const moved = clocksMovedBy(rules, code, clocks, law.days, ctx.now);
    tx.audit({
      action: 'deadline-rule.try',
      object: { kind: 'deadline-rule', id: input.change.id },
      codes: { moved: moved.length },
    });
    return ok({
      ...effectOf(clocks.length, moved),
      trial: await ruleTrial(ctx, input.change, law.rules),
    });
  });
}

export function effectOf(looked: number, moved: readonly ClockChange[]): LawEffect {
  const becoming = (what: ClockChange['becomes']) => moved.filter((change) => change.becomes === what).length;
  return {
    looked,
    moved,
    earlier: becoming('earlier'),
    later: becoming('later'),
    breachedAtOnce: becoming('breached-at-once'),
  };
}

/** Who stands with a change of the law: a person's id, or the platform's job. */
export function changedBy({ actor }: Ctx): string {
  return actor.kind === 'person' ? actor.person : actor.kind === 'system' ? actor.job : actor.kind;
}
