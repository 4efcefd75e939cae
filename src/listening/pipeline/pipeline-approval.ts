import { actorName, ok, type Result, type Tx } from '../../kernel/index.ts';
import type { ApprovalKind } from '../../work/index.ts';
import { listeningCapabilities } from '../listening-policy.ts';
import { refuse } from '../refusals.ts';
import { lastReplays, type VersionRow, versionRow } from './pipeline-store.ts';
import { putIntoUse } from './promote.ts';

export const PIPELINE_APPROVAL = 'listening-pipeline';

/** A version of the pipeline is put into use by a supervisor, and by nobody who drafted it or asked for it. */
export const pipelineApproval: ApprovalKind = {
  code: PIPELINE_APPROVAL,
  reasonRequired: true,
  async content(_ctx, tx, id) {
    const version = await versionRow(tx, id);
    return (
      version && [
        `pipeline-version ${version.id}`,
        `model ${version.modelId ?? '-'}`,
        ...Object.entries(version.stages)
          .toSorted()
          .map(([stage, of]) => `stage ${stage} ${of}`),
        ...Object.entries(version.thresholds)
          .toSorted()
          .map(([label, value]) => `threshold ${label} ${value}`),
        ...version.ruleVersions.toSorted().map((rule) => `rule ${rule}`),
      ]
    );
  },
  mayDecide: async (ctx, { actor }) => listeningCapabilities.can(actor, 'listening-pipeline.promote', ctx.now),
  async decided(_ctx, tx, { object }, decision) {
    if (decision !== 'APPROVED') return ok();
    const version = await comparedCandidate(tx, object.id);
    if (!version.ok) return version;
    await putIntoUse(tx, version.value, actorName(tx.actor));
    tx.audit({
      action: 'listening-pipeline.promote',
      object: { kind: 'listening-pipeline', id: object.id },
      codes: { number: version.value.number },
    });
    return ok();
  },
  async facts(_ctx, tx, { object }) {
    const version = await versionRow(tx, object.id);
    return version && { version: version.number };
  },
};

/** A candidate that was replayed to its end. Refusals: `pipeline.not-found`, `pipeline.not-candidate`, `pipeline.not-compared` */
export async function comparedCandidate(tx: Tx, id: string): Promise<Result<VersionRow>> {
  const version = await versionRow(tx, id);
  if (!version) return refuse('pipeline.not-found');
  if (version.state !== 'CANDIDATE') return refuse('pipeline.not-candidate');
  const [replay] = await lastReplays(tx, [id]);
  return replay?.state === 'DONE' ? ok(version) : refuse('pipeline.not-compared');
}
