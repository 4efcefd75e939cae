import { progressSteps } from '../intake/index.ts';
import type { Module } from '../kernel/index.ts';
import { dutySources, objectNames } from '../work/index.ts';
import { gradeRoutes } from './grades/grade-routes.ts';
import { contentDuties } from './items/item-duties.ts';
import { itemRoutes } from './items/item-routes.ts';
import { takedownSealed } from './items/item-sealing.ts';
import { itemReferences } from './items/item-store.ts';
import { hostLookUpSource } from './items/look-up-host.ts';
import { takedownJobs } from './jobs.ts';
import { originRoutes } from './origins/origin-routes.ts';
import { originSteps } from './origins/origin-steps.ts';
import { takedownCapabilities, takedownPolicies } from './policies.ts';
import { triageRoutes } from './triage/triage-routes.ts';

export const takedownModule: Module = {
  name: 'takedown',
  schema: {
    name: 'takedown',
    migrations: new URL('./migrations/', import.meta.url),
    policies: takedownPolicies,
    sealed: takedownSealed,
  },
  capabilities: takedownCapabilities,
  routes: () => [...itemRoutes, ...gradeRoutes, ...triageRoutes, ...originRoutes],
  jobs: takedownJobs,
  services: [hostLookUpSource],
  offers: [
    progressSteps.offer(...originSteps),
    dutySources.offer(contentDuties),
    objectNames.offer({ objectKind: 'content-item', references: itemReferences }),
  ],
};
