/** Front door of the response network: content items, their verification, what is ordered of them, lists and alerts. */

export { addresseeKinds, contactChannels, type Rung, reachKinds, rungs } from './addressees/addressee.ts';
export type { AddresseeView } from './addressees/addressee-view.ts';
export { claimReach, decideReach, endReach, listReachClaims } from './addressees/claim-reach.ts';
export { type EnterAddressee, enterAddressee } from './addressees/enter-addressee.ts';
export { type EnterContact, endContact, enterContact } from './addressees/enter-contact.ts';
export { keepOwnContact, ownChannels } from './addressees/keep-own-contact.ts';
export { listAddressees } from './addressees/list-addressees.ts';
export { mailboxOf } from './addressees/mailbox-of.ts';
export { renewContactSecret } from './addressees/renew-secret.ts';
export { acknowledgeAlert, recordRecallCall } from './alerts/acknowledge-alert.ts';
export { alertStates } from './alerts/alert.ts';
export { alertDetail } from './alerts/alert-detail.ts';
export {
  alertAbout,
  alertAudience,
  alertCertainty,
  alertDraft,
  alertEvent,
  alertNature,
  alertOutcome,
  alertPart,
  alertPublicRecallReason,
  alertRecallReason,
  alertSeverity,
  alertUrgency,
  pap,
  tlp,
} from './alerts/alert-lists.ts';
export { type AlertDraft, draftOfAlert, draftText } from './alerts/draft-of-alert.ts';
export { listAlerts } from './alerts/list-alerts.ts';
export { publicAlerts } from './alerts/public-alerts.ts';
export { pushAlert } from './alerts/push-alert.ts';
export { readPublicAlert } from './alerts/read-public-alert.ts';
export { recallAlert } from './alerts/recall-alert.ts';
export { listReceived, readReceived } from './alerts/received-alerts.ts';
export { sendAlert } from './alerts/send-alert.ts';
export { type WriteAlert, writeAlert } from './alerts/write-alert.ts';
export { answerItemAppeal } from './appeals/answer-item-appeal.ts';
export { appealItem, readItemAppeal } from './appeals/appeal-item.ts';
export { listItemAppeals } from './appeals/list-item-appeals.ts';
export { readStatement } from './appeals/read-statement.ts';
export {
  answerAppeal,
  appealBlock,
  explainBlock,
  explainHost,
  listAppeals,
  readAppealAnswer,
} from './blocklists/appeals.ts';
export { blockKinds, blockStates } from './blocklists/block-entry.ts';
export { type ListedEntry, ZONES, zoneFile, zoneLines, zonePieces, zoneRecords } from './blocklists/block-forms.ts';
export { endOverdue } from './blocklists/block-jobs.ts';
export { blockBasis, blockReason, keepReason, unblockReason } from './blocklists/block-lists.ts';
export { removeBlock, reviewBlock } from './blocklists/end-block.ts';
export { listBlocks, listVersions, readBlock } from './blocklists/list-blocks.ts';
export { notifyResolver } from './blocklists/notify-resolver.ts';
export { packForm } from './blocklists/pack-form.ts';
export { proposeBlock } from './blocklists/propose-block.ts';
export { flatForms, foldNow, publishLists } from './blocklists/publish-lists.ts';
export {
  newSigningKey,
  readSigningKey,
  type SigningRole,
  signingRoles,
  signList,
} from './blocklists/signed-list.ts';
export { simulateBlock } from './blocklists/simulate-block.ts';
export { createSubscriber, endSubscriber, listSubscribers } from './blocklists/subscribers.ts';
export { takeList } from './blocklists/take-list.ts';
export { deliveryChannels, deliveryKinds, deliveryStates } from './deliveries/delivery.ts';
export type { DeliveryView } from './deliveries/delivery-view.ts';
export { listDeliveries } from './deliveries/list-deliveries.ts';
export { retryDelivery } from './deliveries/retry-delivery.ts';
export { sendTestDelivery } from './deliveries/send-test.ts';
export { contentDigest, contentLookedAt, markContentLooked } from './digest/content-digest.ts';
export { acknowledgeDrill } from './drills/acknowledge-drill.ts';
export { DRILL_HOURS, drillKinds } from './drills/drill.ts';
export { type DrillCall, drillResults, endDrill, listDrillCalls, listDrills } from './drills/list-drills.ts';
export { type StartDrill, startDrill } from './drills/start-drill.ts';
export { type GiveGrade, giveGrade, settleGrade } from './grades/give-grade.ts';
export type { Grade } from './grades/grade.ts';
export { notIllegalReason } from './grades/not-illegal-reason.ts';
export { type Grading, gradingCounts, openGrading } from './grades/open-grading.ts';
export { holdsMedia } from './holds-media.ts';
export { bundleArrivals } from './items/bundle.ts';
export { type ChangedContent, changedItems, finishedReports, retractedReports } from './items/changed-content-store.ts';
export { declareItemConflict } from './items/declare-conflict.ts';
export { addItemSibling, hostParts, siblingRelations, type WriteHost, writeItemHost } from './items/describe-item.ts';
export {
  ageGroups,
  type ItemKind,
  type ItemMove,
  type ItemState,
  isVerified,
  itemKinds,
  itemMoves,
  itemStates,
  reaches,
  setAsideReasons,
  sources,
  tiers,
} from './items/item.ts';
export { type ItemDetail, itemDetail } from './items/item-detail.ts';
export { countItems, findItemAt, type ItemInList, type ItemListFilters, listItems } from './items/list-items.ts';
export { askHostLookUp, type HostLookUp } from './items/look-up-host.ts';
export { type ProposeItem, proposeItem } from './items/propose-item.ts';
export { type Arrival, receiveArrivals } from './items/receive.ts';
export { type SaidOfContent, saidOfItem } from './items/said-of-item.ts';
export { setItemAside, type TriageItem, takeUpItem, triageItem } from './items/triage-item.ts';
export { type UnmaskedItem, unmaskItem, unmaskReasons } from './items/unmask-item.ts';
export { hashesOf } from './locators/expressions.ts';
export { lookAlike } from './locators/homograph.ts';
export { readMatchKey } from './locators/match-key.ts';
export { type AccountOver, accountsOver } from './locks/list-accounts-over.ts';
export { lockRulesOn } from './locks/lock-rule.ts';
export { decideLook } from './looks/decide-look.ts';
export { type DraftAgain, draftAgain } from './looks/draft-again.ts';
export { listLooks } from './looks/list-looks.ts';
export { seenBy, seenGone } from './looks/look.ts';
export { lookAtPlace } from './looks/look-at-place.ts';
export { lookNow } from './looks/look-now.ts';
export { lookRules } from './looks/look-rules.ts';
export type { ItemLooks } from './looks/look-view.ts';
export { SEEN_GONE, sayGone } from './looks/say-gone.ts';
export { EYES, type Eyes, openEyes, type Taken } from './looks/take-look.ts';
export { askRegisterBy } from './machine-reports/ask-register.ts';
export { describeFile } from './machine-reports/describe-file.ts';
export { fileMachineReport } from './machine-reports/file-report.ts';
export { finishReport } from './machine-reports/finish-report.ts';
export { listMachineReports, type ReportListFilters } from './machine-reports/list-reports.ts';
export { type FileContent, type ReportContent, reportStates, rounds } from './machine-reports/machine-report.ts';
export { ownReportQuality } from './machine-reports/read-outcomes.ts';
export { machineReportDetail } from './machine-reports/report-detail.ts';
export {
  fileAnnotation,
  fileRelevance,
  incidentType,
  legalGround,
  reportOutcome,
} from './machine-reports/report-lists.ts';
export { fieldLabel } from './machine-reports/report-quality.ts';
export { type ReportQuality, reportQuality } from './machine-reports/report-quality-summary.ts';
export type { ReportLine, ReportPart } from './machine-reports/report-view.ts';
export { retractReport } from './machine-reports/retract-report.ts';
export { saidOfMachineReport } from './machine-reports/said-of-report.ts';
export { reportUnmaskReasons, unmaskMachineReport } from './machine-reports/unmask-report.ts';
export { whyNotTaken } from './machine-reports/xarf-letter.ts';
export { takedownModule } from './module.ts';
export { type AnswerOrder, answerOrder } from './orders/answer-order.ts';
export { clarifyOrder } from './orders/clarify-order.ts';
export { cancelOrder, declineOrder } from './orders/end-order.ts';
export { escalateOrder } from './orders/escalate-order.ts';
export { hearService } from './orders/hear-service.ts';
export { endHold, type HoldInList, holdItem, listHolds } from './orders/hold-item.ts';
export { type IssuedOrder, issueOrder } from './orders/issue-order.ts';
export { type ItemWithNeither, itemsWithoutOrder, listOrders } from './orders/list-orders.ts';
export { orderFile, previewOrder } from './orders/open-document.ts';
export { answers, orderStates } from './orders/order.ts';
export { orderDetail } from './orders/order-detail.ts';
export {
  holdReason,
  impossibilityGround,
  orderEndReason,
  orderKind,
  orderOutcome,
  orderReason,
} from './orders/order-lists.ts';
export { documentKinds, type OrderDetail, type OrderLine } from './orders/order-view.ts';
export { previewProposal } from './orders/preview-proposal.ts';
export { type ProposeOrder, proposeOrder } from './orders/propose-order.ts';
export { ofOutbox } from './orders/send-refusals.ts';
export { webhookKeysToday } from './orders/webhook-keys.ts';
export { handOverReport } from './origins/hand-over-report.ts';
export { type AddresseeSpeed, addresseeSpeeds } from './scorecards/addressee-speeds.ts';
export type { Distribution } from './scorecards/distribution.pure.ts';
export { memberScorecard, type Scorecard } from './scorecards/member-scorecard.ts';
export {
  type DomainRuleView,
  domainRuleKinds,
  dropDomainRule,
  listDomainRules,
  setDomainRule,
} from './triage/domain-rules.ts';
export { readWeights, setWeights, type WeightsNow } from './triage/set-weights.ts';
export { factors, type Weights } from './triage/triage.ts';
