import { actorName, type Ctx, ok, parseId, type Result } from '../../kernel/index.ts';
import type { ModelView } from '../listening-view.ts';
import { versionRow } from '../pipeline/pipeline-store.ts';
import { nextVersion, putIntoUse } from '../pipeline/promote.ts';
import { refuse } from '../refusals.ts';
import { lastEvaluations, modelRow, modelRows } from './model-store.ts';

/** Every registered model with its last figures on what was held out, and the rate of false alarms by group. */
export async function listModels(ctx: Ctx): Promise<Result<ModelView[]>> {
  return ctx.transaction(async (tx) => {
    const [models, evaluations] = await Promise.all([modelRows(tx), lastEvaluations(tx)]);
    const byModel = new Map(evaluations.map((one) => [one.model, one]));
    return ok(
      models.map((model) => {
        const evaluation = byModel.get(model.id);
        return {
          id: model.id,
          name: model.name,
          version: model.version,
          backend: model.backend,
          labels: model.labels,
          bytes: model.bytes,
          digest: model.digest?.toString('hex') ?? null,
          trainedOn: model.trainedOn,
          state: model.state,
          createdBy: model.createdBy,
          createdAt: model.createdAt.toISOString(),
          evaluation: evaluation
            ? {
                heldOut: evaluation.heldOut,
                macroF1: evaluation.macroF1,
                baselineMacroF1: evaluation.baselineMacroF1,
                perLabel: evaluation.perLabel,
                fairness: evaluation.fairness,
                at: evaluation.at.toISOString(),
              }
            : null,
        };
      }),
    );
  });
}

/** How far under the live model's figure a candidate may lie: less than chance gives. */
const WORSE_MOST = 0.02;
/** Held-out rows under which a figure says nothing. */
const HELD_OUT_LEAST = 40;

/**
 * Puts a model into use: one with figures on what was held out and its table of groups, no worse than the live one, and
 * trained at somebody else's word. Refusals: `model.not-found`, `model.own-work`, `model.not-evaluated`, `model.worse`
 */
export async function promoteModel(
  ctx: Ctx,
  input: { readonly model: string },
): Promise<Result<{ readonly pipelineVersion: number }>> {
  const id = parseId<'model'>(input.model);
  if (id === undefined) return refuse('model.not-found');
  return ctx.transaction(async (tx) => {
    const model = await modelRow(tx, id);
    if (!model) return refuse('model.not-found');
    const by = actorName(tx.actor);
    if (model.createdBy === by) return refuse('model.own-work');
    const evaluation = (await lastEvaluations(tx)).find((one) => one.model === id);
    if (!evaluation || evaluation.heldOut < HELD_OUT_LEAST || evaluation.fairness.length === 0)
      return refuse('model.not-evaluated', { facts: { least: HELD_OUT_LEAST } });
    if (evaluation.baselineMacroF1 !== null && evaluation.macroF1 < evaluation.baselineMacroF1 - WORSE_MOST)
      return refuse('model.worse', { facts: { macroF1: evaluation.macroF1, live: evaluation.baselineMacroF1 } });
    const version = await versionRow(tx, await nextVersion(tx, { modelId: id, thresholds: {} }, 'model-used', by));
    if (!version) throw new Error('a version that was just written is gone');
    await putIntoUse(tx, version, by);
    tx.audit({
      action: 'listening-pipeline.promote',
      object: { kind: 'listening-model', id },
      codes: { macroF1: evaluation.macroF1, heldOut: evaluation.heldOut, pipeline: version.number },
    });
    return ok({ pipelineVersion: version.number });
  });
}
