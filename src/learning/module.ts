import type { Module } from '../kernel/index.ts';
import { approvalKinds } from '../work/index.ts';
import { editorialCapabilities, editorialPolicies } from './editorial/editorial-policies.ts';
import { itemApproval, secondItemApproval } from './editorial/item-approvals.ts';
import { takeInWritten } from './editorial/take-in-written.ts';

export const learningModule: Module = {
  name: 'learning',
  schema: {
    name: 'learning',
    migrations: new URL('./migrations/', import.meta.url),
    policies: editorialPolicies,
  },
  capabilities: editorialCapabilities,
  sync: (ctx) => takeInWritten(ctx),
  offers: [approvalKinds.offer(itemApproval, secondItemApproval)],
};
