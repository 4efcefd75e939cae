import { actorName, type Ctx, lastLongJobs, ok, parseId, type Result } from '../../kernel/index.ts';
import { askApproval } from '../../work/index.ts';
import type { PipelineVersionView } from '../listening-view.ts';
import { modelRows } from '../models/model-store.ts';
import { refuse } from '../refusals.ts';
import { comparedCandidate, PIPELINE_APPROVAL } from './pipeline-approval.ts';
import { lastReplays, REPLAY_WORK, versionRow, versionRows } from './pipeline-store.ts';
import { nextVersion, type VersionChange } from './promote.ts';
import { replayView } from './replay-diff.ts';

/** Versions of the pipeline, newest first, each with its last replay. */
export async function listPipelineVersions(ctx: Ctx): Promise<Result<PipelineVersionView[]>> {
  return ctx.transaction(async (tx) => {
    const versions = await versionRows(tx, 50);
    const replays = new Map(
      (
        await lastReplays(
          tx,
          versions.map(({ id }) => id),
        )
      ).map((replay) => [replay.version, replay]),
    );
    const jobs = await lastLongJobs(
      tx,
      REPLAY_WORK,
      [...replays.values()].map(({ id }) => id),
    );
    const models = new Map((await modelRows(tx)).map((model) => [model.id, model]));
    return ok(
      versions.map((version) => {
        const model = version.modelId === null ? undefined : models.get(version.modelId);
        const replay = replays.get(version.id);
        return {
          id: version.id,
          number: version.number,
          state: version.state,
          stages: version.stages,
          model: model ? `${model.name} ${model.version}` : null,
          rules: version.ruleVersions.length,
          ruleVersions: version.ruleVersions,
          thresholds: version.thresholds,
          reason: version.reason,
          createdBy: version.createdBy,
          createdAt: version.createdAt.toISOString(),
          promotedBy: version.promotedBy,
          promotedAt: version.promotedAt?.toISOString() ?? null,
          replay: replay ? replayView(replay) : null,
          replayJob: (replay && jobs.get(replay.id)) ?? null,
        };
      }),
    );
  });
}

/** Writes a candidate that differs from the live version by a change, to be replayed and compared. */
export async function draftVersion(
  ctx: Ctx,
  input: VersionChange,
): Promise<Result<{ readonly id: string; readonly number: number }>> {
  for (const [label, value] of Object.entries(input.thresholds ?? {}))
    if (!(value > 0 && value <= 1)) return refuse('pipeline.threshold-invalid', { field: `thresholds.${label}` });
  return ctx.transaction(async (tx) => {
    const id = await nextVersion(tx, input, 'drafted', actorName(tx.actor));
    const version = await versionRow(tx, id);
    tx.audit({ action: 'listening-pipeline.draft', object: { kind: 'listening-pipeline', id } });
    return ok({ id, number: version?.number as number });
  });
}

/**
 * Asks that a candidate be put into use, one that was replayed to its end and compared; a supervisor who neither drafted it nor
 * asks decides (`decideApproval`), and reads the reason.
 * Refusals: `pipeline.not-found`, `pipeline.not-compared`, `pipeline.not-candidate`, `approval.waits-already`, `approval.reason-missing`
 */
export async function askVersionUse(
  ctx: Ctx,
  input: { readonly version: string; readonly reason: string },
): Promise<Result<{ readonly approval: string }>> {
  const id = parseId<'pipeline-version'>(input.version);
  if (id === undefined) return refuse('pipeline.not-found');
  return ctx.transaction(async (tx) => {
    const version = await comparedCandidate(tx, id);
    if (!version.ok) return version;
    const asked = await askApproval(ctx, tx, {
      kind: PIPELINE_APPROVAL,
      object: { kind: 'listening-pipeline', id },
      agency: null,
      madeBy: [version.value.createdBy],
      reason: input.reason,
    });
    if (!asked.ok) return asked;
    tx.audit({ action: 'listening-pipeline.draft', object: { kind: 'listening-pipeline', id }, codes: { act: 'ask' } });
    return ok({ approval: asked.value.id });
  });
}
