import { type Ctx, type LongJob, lastLongJobs, ok, type Result } from '../../kernel/index.ts';
import type { RuleTrialView, RuleView } from '../listening-view.ts';
import type { LabelCode, Severity } from '../review/label.ts';
import { firstUses, lastTrials, ruleRows, ruleVersions, type TrialChange, type TrialRow } from './rule-store.ts';
import { TRIAL_WORK } from './rule-trials.ts';

/** Every rule with its versions, newest first, and what the last trial of each came to. Patterns are read one by one. */
export async function listRules(ctx: Ctx): Promise<Result<RuleView[]>> {
  return ctx.transaction(async (tx) => {
    const [rules, versions, trials, uses] = await Promise.all([
      ruleRows(tx),
      ruleVersions(tx),
      lastTrials(tx),
      firstUses(tx),
    ]);
    const jobs = await lastLongJobs(
      tx,
      TRIAL_WORK,
      versions.map((version) => version.id),
    );
    const byRule = Map.groupBy(versions, (version) => version.rule);
    const used = new Map(uses.map(({ ruleVersion, by, at }) => [ruleVersion, { by, at: at.toISOString() }]));
    const byVersion = new Map(trials.map((trial) => [trial.ruleVersion, trial]));
    return ok(
      rules.map((rule) => ({
        ...rule,
        versions: (byRule.get(rule.id) ?? []).map((version) => ({
          id: version.id,
          version: version.version,
          label: version.label as LabelCode,
          severity: version.severity as Severity,
          patterns: version.patterns,
          state: version.state,
          createdBy: version.createdBy,
          createdAt: version.createdAt.toISOString(),
          firstUse: used.get(version.id) ?? null,
          trial: trialView(byVersion.get(version.id), jobs.get(version.id)),
        })),
      })),
    );
  });
}

function trialView(trial: TrialRow | undefined, job: LongJob | undefined): RuleTrialView | null {
  if (!trial) return null;
  const { id: _, ruleVersion: __, from, to, ranAt, finishedAt, gained, lost, ...figures } = trial;
  const named = (changes: readonly TrialChange[]) =>
    changes.map((change) => ({ ...change, label: change.label as LabelCode }));
  return {
    ...figures,
    gained: named(gained),
    lost: named(lost),
    from: from.toISOString(),
    to: to.toISOString(),
    ranAt: ranAt.toISOString(),
    finishedAt: finishedAt?.toISOString() ?? null,
    job: job?.input.trial === trial.id ? job : null,
  };
}
