/** Front door of listening: public posts, what is found in them, who looks at it, what becomes of it. */

export { addEncoder } from './add-encoder.ts';
export { type Bus, brokerBus, postgresBus } from './bus.ts';
export { changeSource } from './change-source.ts';
export { checkRule, type RuleCheck } from './check-rule.ts';
export { type CollectorFactory, collectSource } from './collect-source.ts';
export { type CreateSource, createSource, type SourceSettings } from './create-source.ts';
export { type Dashboard, dashboard, publicListening } from './dashboard.ts';
export { listDeadLetters, retryDeadLetters } from './dead-letters.ts';
export { type Dismissal, decideAlert, dismissals } from './decide-alert.ts';
export { type DecideTask, decideTask } from './decide-task.ts';
export { deliverAlerts } from './deliver-alerts.ts';
export { seedDemonstrationListening } from './demonstration.ts';
export { type DraftRule, draftRule } from './draft-rule.ts';
export { findTrends } from './find-trends.ts';
export { alertClocks } from './follow-law.ts';
export { importPart } from './import-part.ts';
export { importPosts } from './import-posts.ts';
export { type ListeningParts, listeningJobs } from './jobs.ts';
export { contextLabels, harmLabels, LABEL_SCHEMA, type LabelCode, label, type Severity, severities } from './label.ts';
export { type ListAlerts, listAlerts } from './list-alerts.ts';
export { listModels, promoteModel } from './list-models.ts';
export { listRelinks } from './list-relinks.ts';
export { listRules } from './list-rules.ts';
export { listSources } from './list-sources.ts';
export { listeningCapabilities, listeningPolicies } from './listening-policy.ts';
export type * from './listening-view.ts';
export { natsBroker } from './nats-broker.ts';
export { type Observe, type Observed, observe } from './observe.ts';
export { openAlert } from './open-alert.ts';
export { openTask } from './open-task.ts';
export { listeningBus, listeningParts } from './parts.ts';
export { draftVersion, listPipelineVersions, promoteVersion } from './pipeline-versions.ts';
export { wilson } from './prevalence.ts';
export { processAll } from './process-all.ts';
export type { Batch } from './process-batch.ts';
export { type MediaParts, processMedia } from './process-media.ts';
export type { VersionChange } from './promote.ts';
export type { Collector, PublicPost, Pull } from './public-post.ts';
export { purge } from './purge.ts';
export { putRuleLive } from './put-rule-live.ts';
export { readRule } from './read-rule.ts';
export { refusals as listeningRefusals } from './refusals.ts';
export { decideRelink, type RequestRelink, readRelink, requestRelink } from './relink.ts';
export { replayDiff } from './replay-diff.ts';
export { retentionStatus, type SetRetention, setRetention } from './retention-status.ts';
export { reviewStanding } from './review-standing.ts';
export { RULE_LIMITS, type RuleDefinition } from './rule.ts';
export { doTrial, type RequestTrial, requestTrial } from './rule-trials.ts';
export { fieldsAsWritten, type SourceField, type SourceKind, sourceKinds } from './sources/index.ts';
export { type Network, publicInternet } from './sources/network.ts';
export { type StartReplay, startReplay } from './start-replay.ts';
export { steerSource } from './steer-source.ts';
export { syncListeningData } from './sync-listening-data.ts';
export * from './text/index.ts';
export { trainOnLabels } from './train-on-labels.ts';
export { requestTraining, trainingStatus } from './training-runs.ts';
export { type UnmaskPost, type UnmaskPostReason, unmaskPost, unmaskReasons } from './unmask-post.ts';

import type { ModuleSchema, RawRoute } from '../kernel/index.ts';
import { listeningPolicies } from './listening-policy.ts';
import { sourceRoutes } from './source-routes.ts';

export const listeningSchema: ModuleSchema = {
  name: 'listening',
  migrations: new URL('./migrations/', import.meta.url),
  policies: listeningPolicies,
};

/** Where partners send posts, and where networks call. */
export const listeningRawRoutes: readonly RawRoute[] = sourceRoutes;

export { listeningRoutes } from './listening-routes.ts';
