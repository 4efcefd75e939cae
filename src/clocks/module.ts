import type { Module } from '../kernel/index.ts';
import { clockPolicy, clocksCapabilities, escalationPolicy } from './clock-policy.ts';
import { clockRoutes } from './clock-routes.ts';
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
};
