import { clockKinds } from '../clocks/index.ts';
import { longJobKinds, type Module } from '../kernel/index.ts';
import { approvalKinds, dutySources, objectNames } from '../work/index.ts';
import { alertClocks } from './alerts/alert-clocks.ts';
import { alertDuties } from './alerts/alert-duties.ts';
import { alertReferences } from './alerts/alert-store.ts';
import { listeningJobs } from './jobs.ts';
import { listeningCapabilities, listeningPolicies } from './listening-policy.ts';
import { listeningRoutes } from './listening-routes.ts';
import { trainingWork } from './models/training-runs.ts';
import { busSource, networkSource, partsSource } from './parts.ts';
import { pipelineApproval } from './pipeline/pipeline-approval.ts';
import { replayWork } from './pipeline/start-replay.ts';
import { postReviewDuties } from './review/review-duties.ts';
import { ruleApproval } from './rules/rule-approval.ts';
import { trialWork } from './rules/rule-trials.ts';
import { listeningSealed } from './sealed.ts';
import { sourceRoutes } from './sources/source-routes.ts';
import { syncListeningData } from './sync-listening-data.ts';

export const listeningModule: Module = {
  name: 'listening',
  schema: {
    name: 'listening',
    migrations: new URL('./migrations/', import.meta.url),
    policies: listeningPolicies,
    sealed: listeningSealed,
  },
  capabilities: listeningCapabilities,
  routes: () => listeningRoutes,
  /** Where partners send posts, and where networks call. */
  rawRoutes: () => sourceRoutes,
  jobs: listeningJobs,
  sync: syncListeningData,
  services: [networkSource, partsSource, busSource],
  offers: [
    clockKinds.offer(alertClocks),
    longJobKinds.offer(trialWork, replayWork, trainingWork),
    objectNames.offer({ objectKind: alertClocks.kind, references: alertReferences }),
    dutySources.offer(alertDuties, postReviewDuties),
    approvalKinds.offer(ruleApproval, pipelineApproval),
  ],
};
