import { defineCapabilities, type Module } from '../kernel/index.ts';
import { approvalKinds, dutySources } from '../work/index.ts';
import { providerDuties, reviewDuties } from './catalogue/catalogue-duties.ts';
import { catalogueCapabilities, cataloguePolicies } from './catalogue/catalogue-policies.ts';
import { catalogueRoutes } from './catalogue/catalogue-routes.ts';
import { evaluationApproval } from './catalogue/evaluations/evaluation-approval.ts';
import { editorialCapabilities, editorialPolicies } from './editorial/editorial-policies.ts';
import { itemApproval, secondItemApproval } from './editorial/item-approvals.ts';
import { itemDuties } from './editorial/item-duties.ts';
import { takeInWritten } from './editorial/take-in-written.ts';
import { jsonSealed } from './sealed-json.ts';

export const learningModule: Module = {
  name: 'learning',
  schema: {
    name: 'learning',
    migrations: new URL('./migrations/', import.meta.url),
    policies: [...editorialPolicies, ...cataloguePolicies],
    sealed: jsonSealed,
  },
  capabilities: defineCapabilities({ ...editorialCapabilities.source, ...catalogueCapabilities.source }),
  routes: () => catalogueRoutes,
  sync: (ctx) => takeInWritten(ctx),
  offers: [
    approvalKinds.offer(itemApproval, secondItemApproval, evaluationApproval),
    dutySources.offer(itemDuties, reviewDuties, providerDuties),
  ],
};
