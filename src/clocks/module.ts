import type { Module } from '../kernel/index.ts';
import { dutySources } from '../work/index.ts';
import { clockPolicy, clocksCapabilities, escalationPolicy } from './clock-policy.ts';
import { clockRoutes } from './clock-routes.ts';
import { escalationDuties } from './escalation-duties.ts';
import { clocksJobs } from './jobs.ts';

export const clocksModule: Module = {
  name: 'clocks',
  schema: {
    name: 'clocks',
    migrations: new URL('./migrations/', import.meta.url),
    policies: [clockPolicy, escalationPolicy],
  },
  capabilities: clocksCapabilities,
  routes: () => clockRoutes,
  jobs: () => clocksJobs,
  offers: [dutySources.offer(escalationDuties)],
};
