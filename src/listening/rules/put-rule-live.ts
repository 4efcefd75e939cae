import { actorName, type Ctx, HOUR, ok, parseId, type Result } from '../../kernel/index.ts';
import { liveVersion, versionRow } from '../pipeline/pipeline-store.ts';
import { nextVersion, putIntoUse } from '../pipeline/promote.ts';
import { refuse } from '../refusals.ts';
import { lastTrials, ruleVersions, ruleVersionsById } from './rule-store.ts';

/** How long a trial says something about a rule that goes live: what people write changes. */
const TRIAL_GOOD = 24 * HOUR;

/**
 * Puts a rule's version into use, or takes it out: a new version of the pipeline that differs by it alone. It was tried
 * on history within the last day, and whoever wrote it is somebody else.
 * Refusals: `rule.not-found`, `rule.own-work`, `rule.not-tried`
 */
export async function putRuleLive(
  ctx: Ctx,
  input: { readonly version: string; readonly act: 'use' | 'retire' },
): Promise<Result<{ readonly pipelineVersion: number }>> {
  const id = parseId<'rule-version'>(input.version);
  if (id === undefined) return refuse('rule.not-found');
  return ctx.transaction(async (tx) => {
    const [rule] = await ruleVersionsById(tx, [id]);
    if (!rule) return refuse('rule.not-found');
    const by = actorName(tx.actor);
    if (input.act === 'use') {
      if (rule.createdBy === by) return refuse('rule.own-work');
      const trial = (await lastTrials(tx, true)).find((one) => one.ruleVersion === id);
      if (!trial || tx.now.getTime() - trial.ranAt.getTime() > TRIAL_GOOD) return refuse('rule.not-tried');
    }
    const live = await liveVersion(tx);
    const siblings = new Set(
      (await ruleVersions(tx)).filter((version) => version.rule === rule.rule).map((version) => version.id),
    );
    const others = (live?.ruleVersions ?? []).filter((version) => !siblings.has(version));
    const versionId = await nextVersion(
      tx,
      { ruleVersions: input.act === 'use' ? [...others, id] : others },
      input.act === 'use' ? 'rule-used' : 'rule-retired',
      by,
    );
    const version = await versionRow(tx, versionId);
    if (!version) throw new Error('a version that was just written is gone');
    await putIntoUse(tx, version, by);
    tx.audit({
      action: 'listening-pipeline.promote',
      object: { kind: 'listening-rule', id },
      codes: { act: input.act, rule: rule.code, version: rule.version, pipeline: version.number },
    });
    return ok({ pipelineVersion: version.number });
  });
}
