import { type Ctx, ok, type Result, refuseRequest } from '../kernel/index.ts';
import { workingCalendar } from '../vocabulary/index.ts';
import { casesCapabilities } from './case-policy.ts';
import { type ClockChange, clocksMovedBy, type RuleChange, rulesAfter, ruleThatBinds, timesOf } from './deadline.ts';
import { openClocksOf, retimeClock, ruleOf, ruleRows, runningOf, writeRule } from './deadline-store.ts';
import { refuse } from './refusals.ts';
import { ruleTrial } from './rule-trial.ts';

/**
 * Puts a change of the rules in force: a correction moves the running clocks, new law leaves them. What stood before is
 * kept with the reason. A gap or an overlap in the dates is refused, and so is a change that the actor did not try
 * (`whatIf`) on the rules as they stand.
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
  if (!casesCapabilities.can(ctx.actor, 'deadline-rule.manage', ctx.now)) {
    await ctx.auditRefused({ action: 'deadline-rule.manage', object: { kind: 'deadline-rule', id: input.change.id } });
    return refuseRequest('access.not-permitted');
  }
  if (input.reason.trim() === '') return refuse('case.needs-reason', { field: 'reason' });
  return ctx.transaction(async (tx) => {
    const before = (await ruleRows(tx)).map(ruleOf);
    const { rules, problems } = rulesAfter(before, input.change);
    const [problem] = problems;
    if (problem)
      return refuse(problem.code, { facts: { rule: problem.rule, message: problem.message, ...problem.days } });
    if (input.trial !== (await ruleTrial(ctx, input.change, before))) return refuse('deadline-rule.not-tried');
    const touched = input.change.kind === 'correct' ? [input.change.id] : [input.change.id, input.change.by.id];
    for (const id of touched) {
      const rule = rules.find((one) => one.id === id);
      if (rule) await writeRule(tx, rule, input.reason);
    }
    const code = (before.find((rule) => rule.id === input.change.id) as { code: string }).code;
    const days = workingCalendar();
    const clocks = await openClocksOf(tx, code);
    const moved = clocksMovedBy(rules, code, clocks.map(runningOf), days, ctx.now);
    for (const change of moved) {
      const clock = clocks.find((one) => one.id === change.id);
      const rule = clock && ruleThatBinds(rules, code, clock.started_at, clock.urgency);
      if (!clock || !rule) continue;
      await retimeClock(tx, clock.id, rule.id, timesOf(rule, clock.started_at, days));
    }
    // The cases' own rows are brought up to date by the platform: some of them are above the ministry's ceiling.
    await tx.enqueue('cases.refresh-next-due', { code });
    tx.audit({
      action: 'deadline-rule.manage',
      object: { kind: 'deadline-rule', id: input.change.id },
      codes: { kind: input.change.kind, moved: moved.length },
    });
    return ok({ moved });
  });
}
