import { type Ctx, ok, type Result, refuseRequest } from '../kernel/index.ts';
import type { DeadlineRule } from '../vocabulary/index.ts';
import { ruleHistory, ruleOf, ruleRows } from './deadline-store.ts';

/** A rule as it stands, and what stood before it. The law's rules are nobody's secret: everybody at the desk may read them. */
export interface RuleInList {
  readonly rule: DeadlineRule;
  readonly revision: number;
  /** What was corrected or closed, newest first. `by` is a person's id or the platform's job. */
  readonly history: readonly {
    readonly revision: number;
    readonly was: DeadlineRule;
    readonly at: Date;
    readonly by: string;
    readonly reason: string;
  }[];
}

/** Every deadline rule, by code and first day, with its history. */
export async function listDeadlineRules(ctx: Ctx): Promise<Result<RuleInList[]>> {
  if (ctx.actor.kind !== 'person') return refuseRequest('access.not-permitted');
  return ctx.transaction(async (tx) => {
    const history = await ruleHistory(tx);
    return ok(
      (await ruleRows(tx)).map((row) => ({
        rule: ruleOf(row),
        revision: row.revision,
        history: history
          .filter((one) => one.rule_id === row.id)
          .map((one) => ({
            revision: one.revision,
            was: ruleOf(one.was),
            at: one.changed_at,
            by: one.changed_by,
            reason: one.reason,
          })),
      })),
    );
  });
}
