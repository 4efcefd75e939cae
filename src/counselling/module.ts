import type { Module } from '../kernel/index.ts';
import { approvalKinds } from '../work/index.ts';
import { counsellingPolicies } from './policies.ts';
import { triageApproval } from './triage/triage-approval.ts';

export const counsellingModule: Module = {
  name: 'counselling',
  schema: { name: 'counselling', migrations: new URL('./migrations/', import.meta.url), policies: counsellingPolicies },
  offers: [approvalKinds.offer(triageApproval)],
};
