import { inboundReceivers } from '../channels/index.ts';
import { clockKinds } from '../clocks/index.ts';
import { receiptKinds } from '../intake/index.ts';
import { longJobKinds, type Module } from '../kernel/index.ts';
import { approvalKinds, dutySources, objectNames } from '../work/index.ts';
import { cannedAnswerPolicy } from './answers/answer-policy.ts';
import { answerRoutes } from './answers/answer-routes.ts';
import { boardRoutes } from './board/board-routes.ts';
import { phoneExtensionPolicy } from './calls/call-policy.ts';
import { callRoutes } from './calls/call-routes.ts';
import { callSealed, softphoneSealed } from './calls/call-sealing.ts';
import { callReceiver } from './calls/hear-call.ts';
import { concernRoutes } from './concerns/concern-routes.ts';
import { concernSealed } from './concerns/concern-sealing.ts';

import { contactDuties } from './contacts/contact-duties.ts';

import { contactJobs } from './contacts/contact-jobs.ts';
import { contactReceipts } from './contacts/contact-receipts.ts';
import { contactRoutes } from './contacts/contact-routes.ts';
import { contactReferences } from './contacts/contact-store.ts';
import { tickerSource } from './contacts/ticker.ts';
import { facilityPolicy } from './facilities/facility-policy.ts';
import { facilityRoutes } from './facilities/facility-routes.ts';
import { figureJobs } from './figures/figure-jobs.ts';
import { figurePolicies } from './figures/figure-policies.ts';
import { figureRoutes } from './figures/figure-routes.ts';
import { frequentRoutes } from './frequent/frequent-routes.ts';
import { slowApproval } from './frequent/slow-contact.ts';
import { shiftRoutes } from './helpers/shift-routes.ts';
import { childRoutes } from './lines/child-routes.ts';
import { childStream } from './lines/child-stream.ts';
import { openPagesSource } from './lines/open-pages.ts';
import { networkJobs } from './networks/network-jobs.ts';
import { networkRoutes } from './networks/network-routes.ts';
import { messageReceiver } from './networks/take-message.ts';
import { officerDuties } from './officers/officer-duties.ts';
import { officerJobs } from './officers/officer-jobs.ts';
import { dutyOfficerPolicy, officerCallPolicy } from './officers/officer-policy.ts';
import { officerRoutes } from './officers/officer-routes.ts';
import { callReferences } from './officers/officer-store.ts';
import { planRoutes } from './plan/plan-routes.ts';
import { counsellingCapabilities, counsellingPolicies } from './policies.ts';
import { qualitySealed } from './quality/quality-review.ts';
import { qualityRoutes } from './quality/quality-routes.ts';
import { recordRoutes } from './records/record-routes.ts';
import { contactClocks } from './risk/risk-clock.ts';
import { riskAnswerPolicy, riskHandOverPolicy, riskLevelPolicy } from './risk/risk-policy.ts';
import { riskRoutes } from './risk/risk-routes.ts';
import { privateNoteSealed } from './sessions/private-note-sealing.ts';
import { seriesJobs } from './sessions/series-jobs.ts';
import { seriesOffers } from './sessions/series-offers.ts';
import { seriesPolicies } from './sessions/series-policies.ts';
import { seriesRoutes } from './sessions/series-routes.ts';
import { rosterWork } from './staffing/solve-roster-work.ts';
import { staffingJobs } from './staffing/staffing-jobs.ts';
import { staffingPolicies } from './staffing/staffing-policies.ts';
import { staffingRoutes } from './staffing/staffing-routes.ts';
import { practicePolicy, practiceSharePolicy } from './training/practice-policy.ts';
import { practiceRoutes } from './training/practice-routes.ts';
import { practiceSealed } from './training/practice-sealing.ts';
import { triageApproval } from './triage/triage-approval.ts';

export const counsellingModule: Module = {
  name: 'counselling',
  schema: {
    name: 'counselling',
    migrations: new URL('./migrations/', import.meta.url),
    policies: [
      ...counsellingPolicies,
      ...staffingPolicies,
      practicePolicy,
      practiceSharePolicy,
      riskAnswerPolicy,
      riskLevelPolicy,
      riskHandOverPolicy,
      dutyOfficerPolicy,
      officerCallPolicy,
      ...figurePolicies,
      cannedAnswerPolicy,
      ...seriesPolicies,
      facilityPolicy,
      phoneExtensionPolicy,
    ],
    sealed: [
      ...practiceSealed,
      ...concernSealed,
      ...qualitySealed,
      ...privateNoteSealed,
      ...callSealed,
      ...softphoneSealed,
    ],
  },
  capabilities: counsellingCapabilities,
  routes: () => [
    ...childRoutes,
    ...contactRoutes,
    ...shiftRoutes,
    ...boardRoutes,
    ...concernRoutes,
    ...qualityRoutes,
    ...staffingRoutes,
    ...practiceRoutes,
    ...riskRoutes,
    ...officerRoutes,
    ...planRoutes,
    ...recordRoutes,
    ...figureRoutes,
    ...answerRoutes,
    ...seriesRoutes,
    ...facilityRoutes,
    ...frequentRoutes,
    ...callRoutes,
    ...networkRoutes,
  ],
  rawRoutes: (services) => [childStream(services)],
  jobs: (services) => [
    ...contactJobs,
    ...staffingJobs,
    ...officerJobs,
    ...figureJobs,
    ...networkJobs(services),
    ...seriesJobs,
  ],
  services: [tickerSource, openPagesSource],
  offers: [
    receiptKinds.offer(contactReceipts),
    dutySources.offer(contactDuties, officerDuties),
    longJobKinds.offer(rosterWork),
    approvalKinds.offer(triageApproval, slowApproval),
    clockKinds.offer(contactClocks),
    inboundReceivers.offer(callReceiver),
    objectNames.offer(
      { objectKind: 'contact', references: contactReferences },
      { objectKind: 'officer-call', references: callReferences },
    ),
    ...seriesOffers,
    inboundReceivers.offer(messageReceiver),
  ],
};
