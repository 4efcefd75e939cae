/** The front door of the intake: reports of every channel, their receipts, the thread, the desk's first work. */

export type { Receipt } from '../kernel/index.ts';
export { type PromisedTime, type PromisedTimes, promisedTimes } from './clocks/promised-times.ts';
export { type Draft, openDraft, sealDraft } from './filing/draft.ts';
export { type FileForCaller, fileForCaller } from './filing/file-for-caller.ts';
export { type FileFromPlatform, fileFromPlatform } from './filing/file-from-platform.ts';
export { type FileReport, fileReport, type ReportFiled } from './filing/file-report.ts';
export { type FiledReport, type FilingRequest, file as fileByChannel } from './filing/filing.ts';
export {
  holdsMedia,
  NARRATIVE_LIMIT,
  type ReporterKind,
  type ReportInput,
  readReport,
  reporterKinds,
} from './filing/report-input.ts';
export { INTAKE } from './intake-desk.ts';
export { intakeModule } from './module.ts';
export { type ProgressStep, progressStep, progressSteps } from './progress.ts';
export { burnReceipt } from './receipts/burn-receipt.ts';
export { changeReceipt } from './receipts/change-receipt.ts';
export { confirmReceiptKept, receiptKept } from './receipts/confirm-receipt-kept.ts';
export { leaveReceipt } from './receipts/leave-receipt.ts';
export { accountLocator, accountOfLink, normaliseAccount, normaliseLink } from './receipts/locator.ts';
export { type OpenReceipt, openReceipt, type ReceiptOpened } from './receipts/open-receipt.ts';
export { type ReceiptQuiz, readReceipt, receiptQuiz } from './receipts/receipt.ts';
export {
  type OtherReceipt,
  type OtherSession,
  type ReceiptKind,
  receiptKinds,
  type UnlockedObject,
} from './receipts/receipt-kind.ts';
export {
  receiptRemovals,
  reportsOfRemoval,
  requestRemovalOfReceipt,
  withdrawReceiptRemoval,
} from './receipts/receipt-removals.ts';
export { receiptSchema, shownReceipt } from './receipts/receipt-routes.ts';
export {
  newSessionToken,
  receiptCookieName,
  receiptSessionIn,
  sessionSecret,
  sessionTokenHash,
} from './receipts/receipt-session.ts';
export { receiptView } from './receipts/receipt-view.ts';
export { type ReplyAsReporter, replyAsReporter } from './receipts/reply-as-reporter.ts';
export { type ReceiptProof, unlockReceipt } from './receipts/unlock-receipt.ts';
export { recordProgress } from './record-progress.ts';
export { addNote } from './reports/add-note.ts';
export { assignReport } from './reports/assign-report.ts';
export { confirmReport } from './reports/confirm-report.ts';
export { countHeld } from './reports/count-held.ts';
export type { OnReport, OnSeenReport } from './reports/desk-act.ts';
export { deskSummary, SUMMARY_BOUND } from './reports/desk-summary.ts';
export { type EndReport, endReport } from './reports/end-report.ts';
export { holdsReports } from './reports/holds-reports.ts';
export { type ListFilters, listReports, type ReportList } from './reports/list-reports.ts';
export { type OpenInEmergency, openInEmergency } from './reports/open-in-emergency.ts';
export { openReport, type ReadablePart } from './reports/open-report.ts';
export { type PlacesOfReport, placesOfReport } from './reports/places-of-report.ts';
export { recordCall } from './reports/record-call.ts';
export { type RelatedReports, relatedReports } from './reports/related-reports.ts';
export { reopenReport } from './reports/reopen-report.ts';
export { type ReplyToReporter, replyToReporter } from './reports/reply-to-reporter.ts';
export {
  isEmergency,
  openActs,
  type ReportAct,
  type ScreenOutcome,
  screenOutcomes,
  urgenciesOf,
} from './reports/report.ts';
export { reportPolicy } from './reports/report-policy.ts';
export { reportPresence } from './reports/report-presence.ts';
export { filingRefusals } from './reports/report-routes.ts';
export type { ClockView, OpenedReport, ReceiptView, Triage } from './reports/report-view.ts';
export { type ScreenReport, screenReport } from './reports/screen-report.ts';
export { searchReports } from './reports/search-reports.ts';
export { startVerifying } from './reports/start-verifying.ts';
export type { TimelineCode } from './reports/step-words.pure.ts';
export { undoAct } from './reports/undo-act.ts';
export { type UnmaskedIdentity, type UnmaskReason, unmaskIdentity, unmaskReasons } from './reports/unmask-identity.ts';
export { whoOpened } from './reports/who-opened.ts';
