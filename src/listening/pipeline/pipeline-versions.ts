import { actorName, type Ctx, lastLongJobs, ok, parseId, type Result } from '../../kernel/index.ts';
import type { PipelineVersionView } from '../listening-view.ts';
import { modelRows } from '../models/model-store.ts';
import { refuse } from '../refusals.ts';
import { lastReplays, REPLAY_WORK, versionRow, versionRows } from './pipeline-store.ts';
import { nextVersion, putIntoUse, type VersionChange } from './promote.ts';
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
 * Puts a candidate into use: one that was replayed to its end and compared, and that somebody else wrote.
 * Refusals: `pipeline.not-found`, `pipeline.own-work`, `pipeline.not-compared`, `pipeline.not-candidate`
 */
export async function promoteVersion(
  ctx: Ctx,
  input: { readonly version: string },
): Promise<Result<{ readonly number: number }>> {
  const id = parseId<'pipeline-version'>(input.version);
  if (id === undefined) return refuse('pipeline.not-found');
  return ctx.transaction(async (tx) => {
    const version = await versionRow(tx, id);
    if (!version) return refuse('pipeline.not-found');
    const by = actorName(tx.actor);
    if (version.state !== 'CANDIDATE') return refuse('pipeline.not-candidate');
    if (version.createdBy === by) return refuse('pipeline.own-work');
    const [replay] = await lastReplays(tx, [id]);
    if (replay?.state !== 'DONE') return refuse('pipeline.not-compared');
    await putIntoUse(tx, version, by);
    tx.audit({
      action: 'listening-pipeline.promote',
      object: { kind: 'listening-pipeline', id },
      codes: { number: version.number },
    });
    return ok({ number: version.number });
  });
}
