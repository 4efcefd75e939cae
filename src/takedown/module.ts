import { trackParts } from '../cases/index.ts';
import { inboundReceivers, outboundSources } from '../channels/index.ts';
import { clockKinds } from '../clocks/index.ts';
import { removalParts } from '../hashes/index.ts';
import { progressSteps } from '../intake/index.ts';
import type { Module } from '../kernel/index.ts';
import { approvalKinds, dutySources, objectNames } from '../work/index.ts';
import { addresseeRoutes } from './addressees/addressee-routes.ts';
import { contactApproval } from './addressees/contact-approval.ts';
import { alertApproval } from './alerts/alert-approval.ts';
import { recallClocks } from './alerts/alert-clocks.ts';
import { overturnedDuties, recallDuties, receivedDuties } from './alerts/alert-duties.ts';
import { alertRawRoutes, alertRoutes } from './alerts/alert-routes.ts';
import { alertReferences, receiptReferences } from './alerts/alert-store.ts';
import { appealPolicies } from './appeals/appeal-policies.ts';
import { appealRoutes } from './appeals/appeal-routes.ts';
import { itemAppealDuties } from './appeals/list-item-appeals.ts';
import { appealDuties } from './blocklists/appeals.ts';
import { blockApproval, blockApprovalThird } from './blocklists/block-approvals.ts';
import { blockReferences } from './blocklists/block-entry-store.ts';
import { blockJobs } from './blocklists/block-jobs.ts';
import { blockRawRoutes, blockRoutes } from './blocklists/block-routes.ts';
import { blockSealed } from './blocklists/block-sealing.ts';
import { blockReviewDuties } from './blocklists/review-duties.ts';
import { deliverySource } from './deliveries/delivery-exit.ts';
import { deliveryRoutes } from './deliveries/delivery-routes.ts';
import { drillRoutes } from './drills/drill-routes.ts';
import { gradeRoutes } from './grades/grade-routes.ts';
import { contentDuties } from './items/item-duties.ts';
import { itemRoutes } from './items/item-routes.ts';
import { itemReferences } from './items/item-store.ts';
import { hostLookUpSource } from './items/look-up-host.ts';
import { takedownJobs } from './jobs.ts';
import { lookDuties } from './looks/look-duties.ts';
import { lookJobs } from './looks/look-jobs.ts';
import { lookRoutes } from './looks/look-routes.ts';
import { seenGoneApproval } from './looks/say-gone.ts';
import { eyesSource } from './looks/take-look.ts';
import { machineReportRoutes } from './machine-reports/report-routes.ts';
import { reportReferences } from './machine-reports/report-store.ts';
import { machineReportXmlRoutes } from './machine-reports/report-xml-routes.ts';
import { xarfLetters } from './machine-reports/xarf-letter.ts';
import { orderClocks } from './orders/order-clocks.ts';
import { orderSources } from './orders/order-exit.ts';
import { orderPolicies } from './orders/order-policies.ts';
import { orderRawRoutes, orderRoutes } from './orders/order-routes.ts';
import { orderReferences } from './orders/order-store.ts';
import { contentTrack } from './origins/content-track.ts';
import { originRoutes } from './origins/origin-routes.ts';
import { originSteps } from './origins/origin-steps.ts';
import { takeItDown } from './origins/take-it-down.ts';
import { takedownCapabilities, takedownPolicies } from './policies.ts';
import { scorecardRoutes } from './scorecards/scorecard-routes.ts';
import { jsonSealed } from './sealed-json.ts';
import { triageRoutes } from './triage/triage-routes.ts';

export const takedownModule: Module = {
  name: 'takedown',
  schema: {
    name: 'takedown',
    migrations: new URL('./migrations/', import.meta.url),
    policies: [...takedownPolicies, ...orderPolicies, ...appealPolicies],
    sealed: [...jsonSealed, ...blockSealed],
  },
  capabilities: takedownCapabilities,
  routes: (services) => [
    ...itemRoutes,
    ...gradeRoutes,
    ...triageRoutes,
    ...originRoutes,
    ...addresseeRoutes,
    ...orderRoutes,
    ...blockRoutes,
    ...drillRoutes,
    ...deliveryRoutes,
    ...scorecardRoutes,
    ...lookRoutes,
    ...appealRoutes,
    ...alertRoutes,
    ...machineReportRoutes(services),
  ],
  rawRoutes: (services) => [
    ...orderRawRoutes,
    ...blockRawRoutes,
    ...alertRawRoutes,
    ...machineReportXmlRoutes(services),
  ],
  jobs: (services) => [...takedownJobs(services), ...blockJobs, ...lookJobs(services)],
  services: [hostLookUpSource, eyesSource],
  offers: [
    progressSteps.offer(...originSteps),
    inboundReceivers.offer(xarfLetters),
    trackParts.offer(contentTrack),
    removalParts.offer(takeItDown),
    dutySources.offer(
      contentDuties,
      appealDuties,
      itemAppealDuties,
      lookDuties,
      blockReviewDuties,
      receivedDuties,
      recallDuties,
      overturnedDuties,
    ),
    clockKinds.offer(orderClocks, recallClocks),
    outboundSources.offer(...orderSources, deliverySource),
    approvalKinds.offer(contactApproval, blockApproval, blockApprovalThird, alertApproval, seenGoneApproval),
    objectNames.offer(
      { objectKind: 'content-item', references: itemReferences },
      { objectKind: orderClocks.kind, references: orderReferences },
      { objectKind: 'block-entry', references: blockReferences },
      { objectKind: 'network-alert', references: alertReferences },
      { objectKind: 'alert-receipt', references: receiptReferences },
      { objectKind: 'machine-report', references: reportReferences },
    ),
  ],
};
