import { type Ctx, ok, type Result, readTextInput, refuseRequest, type TextRule } from '../kernel/index.ts';
import { lawChanged, lockLaw, readLaw, recordRule } from '../vocabulary/index.ts';
import { type ClockChange, type RuleChange, rulesAfter } from './clock.ts';
import { clocksCapabilities } from './clock-policy.ts';
import { followLaw, followLawAgain } from './follow-law.ts';
import { refuse } from './refusals.ts';
import { ruleTrial } from './rule-trial.ts';
import { changedBy } from './what-if.ts';

/** Why the law or the calendar is changed. */
export const CHANGE_REASON: TextRule = { most: 500, refusals: { empty: refuse('deadline-rule.needs-reason') } };

/**
 * Puts a change of the rules in force, for every clock of the platform: a correction moves the running ones, of every module; new law
 * leaves them. What stood before is kept with the reason. A gap or an overlap in the dates is refused, and so is a change that the actor
 * did not try (`whatIf`) on the rules as they stand.
 */
export async function changeDeadlineRule(
  ctx: Ctx,
  input: {
    readonly change: RuleChange;
    readonly reason: string;
    /** Of the answer of `whatIf`. */
    readonly trial: string;
  },
): Promise<Result<{ moved: ClockChange[] }>> {
  const { change } = input;
  if (!clocksCapabilities.can(ctx.actor, 'deadline-rule.manage', ctx.now)) {
    await ctx.auditRefused({ action: 'deadline-rule.manage', object: { kind: 'deadline-rule', id: change.id } });
    return refuseRequest('access.not-permitted');
  }
  const reason = readTextInput(input.reason, 'reason', CHANGE_REASON);
  if (!reason.ok) return reason;
  const changed = await ctx.transaction(async (tx) => {
    await lockLaw(tx);
    const law = await readLaw(ctx);
    const { rules, problems } = rulesAfter(law.rules, change);
    const [problem] = problems;
    if (problem)
      return refuse(problem.code, { facts: { rule: problem.rule, message: problem.message, ...problem.days } });
    if (input.trial !== (await ruleTrial(ctx, change, law.rules))) return refuse('deadline-rule.not-tried');
    const { code } = law.rules.find((rule) => rule.id === change.id) as { code: string };
    const touched = change.kind === 'correct' ? [change.id] : [change.id, change.by.id];
    for (const id of touched) {
      const rule = rules.find((one) => one.id === id);
      if (rule) await recordRule(tx, rule, changedBy(ctx), reason.value);
    }
    const moved = await followLaw(ctx, tx, { ...law, rules }, code);
    await followLawAgain(tx, [code]);
    tx.audit({
      action: 'deadline-rule.manage',
      object: { kind: 'deadline-rule', id: change.id },
      codes: { kind: change.kind, moved: moved.length },
    });
    tx.notify(lawChanged(change.id));
    return ok({ moved });
  });
  if (changed.ok) await readLaw(ctx);
  return changed;
}
