import { actorName, HOUR, ok, type Result, type Tx } from '../../kernel/index.ts';
import { liveVersion, versionRow } from '../pipeline/pipeline-store.ts';
import { nextVersion, putIntoUse } from '../pipeline/promote.ts';
import { refuse } from '../refusals.ts';
import { lastFinishedTrial, type RuleVersionRow, ruleVersions, ruleVersionsById } from './rule-store.ts';

/** How long a trial says something about a rule that goes live: what people write changes. */
const TRIAL_GOOD = 24 * HOUR;

/** Whether the version was tried on history within the last day. */
export async function wasTried(tx: Tx, version: string): Promise<boolean> {
  const trial = await lastFinishedTrial(tx, version);
  return trial !== undefined && tx.now.getTime() - trial.ranAt.getTime() <= TRIAL_GOOD;
}

/** Puts a rule's version into use, once a second person has approved it. Refusals: `rule.not-found`, `rule.not-tried` */
export async function useRule(tx: Tx, version: string): Promise<Result<number>> {
  const [rule] = await ruleVersionsById(tx, [version]);
  if (!rule) return refuse('rule.not-found');
  if (!(await wasTried(tx, version))) return refuse('rule.not-tried');
  return ok(await changeLiveRules(tx, rule, 'use'));
}

/** A new version of the pipeline that differs by one rule alone, in use from now on. @returns its number */
export async function changeLiveRules(tx: Tx, rule: RuleVersionRow, act: 'use' | 'retire'): Promise<number> {
  const by = actorName(tx.actor);
  const live = await liveVersion(tx);
  const siblings = new Set(
    (await ruleVersions(tx)).filter((version) => version.rule === rule.rule).map((version) => version.id),
  );
  const others = (live?.ruleVersions ?? []).filter((version) => !siblings.has(version));
  const versionId = await nextVersion(
    tx,
    { ruleVersions: act === 'use' ? [...others, rule.id] : others },
    act === 'use' ? 'rule-used' : 'rule-retired',
    by,
  );
  const version = await versionRow(tx, versionId);
  if (!version) throw new Error('a version that was just written is gone');
  await putIntoUse(tx, version, by);
  tx.audit({
    action: 'listening-pipeline.promote',
    object: { kind: 'listening-rule', id: rule.id },
    codes: { act, rule: rule.code, version: rule.version, pipeline: version.number },
  });
  return version.number;
}
