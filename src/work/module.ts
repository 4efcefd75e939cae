import type { Module } from '../kernel/index.ts';
import { approvalDuties } from './approvals/approval-duties.ts';
import { dutySources } from './duties/duty-source.ts';
import { workCapabilities, workPolicies } from './policies.ts';
import { workRoutes } from './work-routes.ts';

export const workModule: Module = {
  name: 'work',
  schema: { name: 'work', migrations: new URL('./migrations/', import.meta.url), policies: workPolicies },
  capabilities: workCapabilities,
  routes: () => workRoutes,
  offers: [dutySources.offer(approvalDuties)],
};
