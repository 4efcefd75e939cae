import type { Module } from '../kernel/index.ts';
import { dutySources } from '../work/index.ts';
import { voiceJobs } from './jobs.ts';
import { voiceCapabilities, voicePolicies } from './policies.ts';
import { jsonSealed } from './sealed-json.ts';
import { answerDuties, ideaDuties } from './voice-duties.ts';
import { voiceRoutes } from './voice-routes.ts';

export const voiceModule: Module = {
  name: 'voice',
  schema: {
    name: 'voice',
    migrations: new URL('./migrations/', import.meta.url),
    policies: voicePolicies,
    sealed: jsonSealed,
  },
  capabilities: voiceCapabilities,
  routes: () => voiceRoutes,
  jobs: () => voiceJobs,
  offers: [dutySources.offer(ideaDuties), dutySources.offer(answerDuties)],
};
