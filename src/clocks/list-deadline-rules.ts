import { type Ctx, ok, type Result, refuseRequest } from '../kernel/index.ts';
import { type DeadlineRule, lawOf, type RuleRevision, ruleRevisions } from '../vocabulary/index.ts';

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
    const revisions = await ruleRevisions(tx);
    return ok(
      lawOf(ctx.kernel)
        .rules.toSorted((a, b) => a.code.localeCompare(b.code) || a.validFrom.localeCompare(b.validFrom))
        .map((rule) => {
          const forms = revisions.filter((one) => one.rule.id === rule.id);
          const [stands, ...before] = forms;
          return {
            rule: stands?.rule ?? rule,
            revision: stands?.revision ?? 1,
            // A form ends by the next one, which says who put it in its place and why.
            history: before.map((was, place) => {
              const { by, at, reason } = forms[place] as RuleRevision;
              return { revision: was.revision, was: was.rule, at, by, reason };
            }),
          };
        }),
    );
  });
}
