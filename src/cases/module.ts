import { progressSteps } from '../intake/index.ts';
import type { Module } from '../kernel/index.ts';
import { casesCapabilities, casesPolicies } from './access/case-policy.ts';
import { casesJobs } from './jobs.ts';
import { casesOffers } from './offers.ts';
import { caseRoutes } from './process/case-routes.ts';
import { childSteps } from './process/child-progress.ts';
import { referralRoutes } from './referrals/referral-routes.ts';
import { supplementRoutes } from './supplements/supplement-routes.ts';
import { syncCasesData } from './sync-cases-data.ts';

export const casesModule: Module = {
  name: 'cases',
  schema: { name: 'cases', migrations: new URL('./migrations/', import.meta.url), policies: casesPolicies },
  capabilities: casesCapabilities,
  routes: () => [...caseRoutes, ...referralRoutes, ...supplementRoutes],
  jobs: () => casesJobs,
  sync: syncCasesData,
  offers: [progressSteps.offer(...childSteps), ...casesOffers],
};
