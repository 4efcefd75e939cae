import { type Ctx, newId, ok, type Result, systemActor, type Tx } from '../kernel/index.ts';
import { insertModel, modelRows } from './models/model-store.ts';
import { shippedModel } from './models/shipped-model.ts';
import { STAGES, sealDefinition } from './pipeline/pipeline.ts';
import { liveVersion, versionRow } from './pipeline/pipeline-store.ts';
import { nextVersion, putIntoUse } from './pipeline/promote.ts';
import { insertRule, insertRuleVersion, ruleByCode } from './rules/rule-store.ts';
import { type ShippedRule, shippedRules } from './rules/shipped-rules.ts';

const BY = 'PLATFORM';

/**
 * Brings the rules and the model that the code carries into the database and sees that a version of the pipeline is
 * live. What an operator has changed stays; a rule that is new in the code comes as a draft. Safe at every start.
 */
export async function syncListeningData(ctx: Ctx): Promise<Result<void>> {
  const system = ctx.as(systemActor('listening.sync-data'));
  return system.transaction(async (tx) => {
    const added: string[] = [];
    for (const shipped of shippedRules)
      if (!(await ruleByCode(tx, shipped.code))) added.push(await add(ctx, tx, shipped));
    const modelId = await shippedModelId(tx);
    const live = await liveVersion(tx);
    const change = live ? (sameStages(live.stages) ? undefined : {}) : { ruleVersions: added, modelId };
    if (change === undefined) return ok();
    // The code of the stages before is not in this process any more: there is nothing to compare with.
    const version = await versionRow(tx, await nextVersion(tx, change, live ? 'stages-changed' : 'shipped', BY));
    if (!version) throw new Error('a version that was just written is gone');
    await putIntoUse(tx, version, BY);
    return ok();
  });
}

async function add(ctx: Ctx, tx: Tx, shipped: ShippedRule): Promise<string> {
  const id = newId<'rule-version'>(tx.now.getTime());
  const rule = newId<'rule'>(tx.now.getTime());
  const { any, all, none } = shipped.definition;
  await insertRule(tx, { id: rule, code: shipped.code, nameVi: shipped.nameVi, nameEn: shipped.nameEn }, BY);
  await insertRuleVersion(
    tx,
    {
      id,
      rule,
      label: shipped.label,
      severity: shipped.severity,
      sealed: await sealDefinition(ctx, id, shipped.definition),
      patterns: any.length + all.length + none.length,
    },
    BY,
  );
  return id;
}

async function shippedModelId(tx: Tx): Promise<string> {
  const model = shippedModel();
  const known = (await modelRows(tx)).find((row) => row.name === model.name && row.version === model.version);
  if (known) return known.id;
  const id = newId<'model'>(tx.now.getTime());
  await insertModel(
    tx,
    {
      id,
      name: model.name,
      version: model.version,
      backend: 'linear-v1',
      labels: model.labels,
      trainedOn: 0,
      weights: null,
      digest: null,
    },
    BY,
  );
  return id;
}

function sameStages(stages: Readonly<Record<string, string>>): boolean {
  const names = new Set([...Object.keys(stages), ...Object.keys(STAGES)]);
  return [...names].every((name) => stages[name] === STAGES[name]);
}
