import { newId, type Tx } from '../../kernel/index.ts';
import { markLiveModel } from '../models/model-store.ts';
import { markLiveRules } from '../rules/rule-store.ts';
import { STAGES } from './pipeline.ts';
import { insertVersion, liveVersion, makeLive } from './pipeline-store.ts';

export interface VersionChange {
  readonly ruleVersions?: readonly string[] | undefined;
  readonly modelId?: string | null | undefined;
  readonly thresholds?: Readonly<Record<string, number>> | undefined;
}

/** Writes a version that differs from the live one by the change; a candidate. */
export async function nextVersion(tx: Tx, change: VersionChange, reason: string, by: string): Promise<string> {
  const live = await liveVersion(tx);
  const id = newId<'pipeline-version'>(tx.now.getTime());
  await insertVersion(tx, {
    id,
    stages: STAGES,
    modelId: change.modelId === undefined ? (live?.modelId ?? null) : change.modelId,
    thresholds: change.thresholds ?? live?.thresholds ?? {},
    ruleVersions: change.ruleVersions ?? live?.ruleVersions ?? [],
    reason,
    createdBy: by,
  });
  return id;
}

/** Puts a version into use, with its rules and its model. */
export async function putIntoUse(
  tx: Tx,
  version: { readonly id: string; readonly ruleVersions: readonly string[]; readonly modelId: string | null },
  by: string,
): Promise<void> {
  await makeLive(tx, version.id, by);
  await markLiveRules(tx, version.ruleVersions);
  await markLiveModel(tx, version.modelId);
}
