/** Front door of listening: public posts, what is found in them, who looks at it, what becomes of it. */

export { type Dismissal, decideAlert, dismissals } from './alerts/decide-alert.ts';
export { deliverAlerts } from './alerts/deliver-alerts.ts';
export { type ListAlerts, listAlerts } from './alerts/list-alerts.ts';
export { listRelinks } from './alerts/list-relinks.ts';
export { openAlert } from './alerts/open-alert.ts';
export { decideRelink, type RequestRelink, readRelink, requestRelink } from './alerts/relink.ts';
export { fieldsAsWritten, type SourceField, type SourceKind, sourceKinds } from './collectors/index.ts';
export type * from './listening-view.ts';
export { addEncoder } from './models/add-encoder.ts';
export { listModels, promoteModel } from './models/list-models.ts';
export { wilson } from './models/prevalence.ts';
export { requestTraining, stopTraining, trainingStatus } from './models/training-runs.ts';
export { type TuneReview, tuneReview } from './models/tune-review.ts';
export { listeningModule } from './module.ts';
export { type ListeningParts, NETWORK, PARTS } from './parts.ts';
export { type Bus, brokerBus, postgresBus } from './pipeline/bus.ts';
export { type Dashboard, dashboard, publicListening } from './pipeline/dashboard.ts';
export { listDeadLetters, retryDeadLetters } from './pipeline/dead-letters.ts';
export { findTrends } from './pipeline/find-trends.ts';
export { natsBroker } from './pipeline/nats-broker.ts';
export { askVersionUse, draftVersion, listPipelineVersions } from './pipeline/pipeline-versions.ts';
export { processAll } from './pipeline/process-all.ts';
export type { Batch } from './pipeline/process-batch.ts';
export { type MediaParts, processMedia } from './pipeline/process-media.ts';
export type { VersionChange } from './pipeline/promote.ts';
export { replayDiff } from './pipeline/replay-diff.ts';
export { type StartReplay, startReplay, stopReplay } from './pipeline/start-replay.ts';
export { importPart } from './posts/import-part.ts';
export { importPosts } from './posts/import-posts.ts';
export { type Observe, type Observed, observe } from './posts/observe.ts';
export type { Collector, PublicPost, Pull } from './posts/public-post.ts';
export { purge } from './posts/purge.ts';
export { retentionStatus, type SetRetention, setRetention } from './posts/retention-status.ts';
export { type UnmaskPost, type UnmaskPostReason, unmaskPost, unmaskReasons } from './posts/unmask-post.ts';
export { refusals as listeningRefusals } from './refusals.ts';
export { type DecideTask, decideTask } from './review/decide-task.ts';
export { contextLabels, harmLabels, type LabelCode, label, type Severity, severities } from './review/label.ts';
export { openTask } from './review/open-task.ts';
export { reviewStanding } from './review/review-standing.ts';
export { askRuleUse } from './rules/ask-rule-use.ts';
export { checkRule, type RuleCheck } from './rules/check-rule.ts';
export { type DraftRule, draftRule } from './rules/draft-rule.ts';
export { listRules } from './rules/list-rules.ts';
export { readRule } from './rules/read-rule.ts';
export { retireRule } from './rules/retire-rule.ts';
export { RULE_LIMITS, type RuleDefinition } from './rules/rule.ts';
export { type RequestTrial, requestTrial, stopTrial, TRIAL_WORK } from './rules/rule-trials.ts';
export { changeSource } from './sources/change-source.ts';
export { type CollectorFactory, collectSource } from './sources/collect-source.ts';
export { type CreateSource, createSource, type SourceSettings } from './sources/create-source.ts';
export { listSources } from './sources/list-sources.ts';
export { steerSource } from './sources/steer-source.ts';
export { syncListeningData } from './sync-listening-data.ts';
export {
  bandKeys,
  decideLabels,
  evaluateModel,
  FeatureExtractor,
  findDetails,
  isVietnamese,
  LinearModel,
  type ModelBackend,
  minHash,
  type NormalisedText,
  normalise,
  perturb,
  perturbations,
  type ReadRows,
  randomFrom,
  readModel,
  readTrainingRows,
  shippedModel,
  similarity,
  type TrainingRow,
  trainModel,
  writeModel,
} from './text/index.ts';
