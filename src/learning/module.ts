import { inboundReceivers, outboundSources } from '../channels/index.ts';
import { defineCapabilities, type Module } from '../kernel/index.ts';
import { approvalKinds, dutySources } from '../work/index.ts';
import { providerDuties, reviewDuties } from './catalogue/catalogue-duties.ts';
import { catalogueCapabilities, cataloguePolicies } from './catalogue/catalogue-policies.ts';
import { catalogueRoutes } from './catalogue/catalogue-routes.ts';
import { evaluationApproval } from './catalogue/evaluations/evaluation-approval.ts';
import { packageRoutes } from './catalogue/packages/package-routes.ts';
import { classJobs } from './classes/class-jobs.ts';
import { classPolicy } from './classes/class-policies.ts';
import { editorialCapabilities, editorialPolicies } from './editorial/editorial-policies.ts';
import { itemApproval, secondItemApproval } from './editorial/item-approvals.ts';
import { itemDuties } from './editorial/item-duties.ts';
import { itemRoutes } from './editorial/item-routes.ts';
import { takeInWritten } from './editorial/take-in-written.ts';
import { announcementApproval, secondAnnouncementApproval } from './fan-pages/announcement-approvals.ts';
import { commentReceiver } from './fan-pages/comment-receiver.ts';
import { announcementDuties, commentDuties, postDuties } from './fan-pages/fan-page-duties.ts';
import { fanPageJobs } from './fan-pages/fan-page-jobs.ts';
import { fanPageCapabilities, fanPagePolicies } from './fan-pages/fan-page-policies.ts';
import { postSource } from './fan-pages/post-source.ts';
import { jsonSealed } from './sealed-json.ts';

export const learningModule: Module = {
  name: 'learning',
  schema: {
    name: 'learning',
    migrations: new URL('./migrations/', import.meta.url),
    policies: [...editorialPolicies, ...cataloguePolicies, classPolicy, ...fanPagePolicies],
    sealed: jsonSealed,
  },
  capabilities: defineCapabilities({
    ...editorialCapabilities.source,
    ...catalogueCapabilities.source,
    ...fanPageCapabilities.source,
  }),
  routes: () => [...itemRoutes, ...catalogueRoutes],
  rawRoutes: packageRoutes,
  jobs: () => [...classJobs, ...fanPageJobs],
  sync: (ctx) => takeInWritten(ctx),
  offers: [
    approvalKinds.offer(
      itemApproval,
      secondItemApproval,
      evaluationApproval,
      announcementApproval,
      secondAnnouncementApproval,
    ),
    dutySources.offer(itemDuties, reviewDuties, providerDuties, announcementDuties, postDuties, commentDuties),
    inboundReceivers.offer(commentReceiver),
    outboundSources.offer(postSource),
  ],
};
