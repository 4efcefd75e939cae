import { clockKinds } from '../clocks/index.ts';
import type { Module } from '../kernel/index.ts';
import { approvalKinds, dutySources, objectNames } from '../work/index.ts';
import { reportClocks } from './clocks/report-clocks.ts';
import { intakeJobs } from './jobs.ts';
import { receiptRoutes } from './receipts/receipt-routes.ts';
import { endApproval } from './reports/end-approval.ts';
import { reportDuties } from './reports/report-duties.ts';
import { intakePolicies } from './reports/report-policy.ts';
import { reportRoutes } from './reports/report-routes.ts';
import { reportReferences } from './reports/report-store.ts';

export const intakeModule: Module = {
  name: 'intake',
  schema: { name: 'intake', migrations: new URL('./migrations/', import.meta.url), policies: intakePolicies },
  routes: () => [...reportRoutes, ...receiptRoutes],
  jobs: () => intakeJobs,
  offers: [
    clockKinds.offer(reportClocks),
    objectNames.offer({ objectKind: reportClocks.kind, references: reportReferences }),
    dutySources.offer(reportDuties),
    approvalKinds.offer(endApproval),
  ],
};
