/** The front door of the intake: reports of every channel, their receipts, the thread, the desk's first work. */
import type { ModuleSchema, Route } from '../kernel/index.ts';
import { receiptRoutes } from './receipt-routes.ts';
import { intakePolicies } from './report-policy.ts';
import { reportRoutes } from './report-routes.ts';

export type { Receipt } from '../kernel/index.ts';
export { addNote } from './add-note.ts';
export { assignReport } from './assign-report.ts';
export { burnReceipt } from './burn-receipt.ts';
export { changeReceipt } from './change-receipt.ts';
export { closeReport } from './close-report.ts';
export { confirmReceiptKept } from './confirm-receipt-kept.ts';
export { confirmReport } from './confirm-report.ts';
export { type DemonstrationPerson, seedDemonstrationReports } from './demonstration.ts';
export type { OnReport, OnSeenReport } from './desk-act.ts';
export { deskSummary, SUMMARY_BOUND } from './desk-summary.ts';
export { type Draft, openDraft, sealDraft } from './draft.ts';
export { type FileForCaller, fileForCaller } from './file-for-caller.ts';
export { type FileFromPlatform, fileFromPlatform } from './file-from-platform.ts';
export { type FileReport, fileReport, type ReportFiled } from './file-report.ts';
export { type FiledReport, INTAKE } from './filing.ts';
export { findUnfounded } from './find-unfounded.ts';
export { findUnverifiable } from './find-unverifiable.ts';
export { reportClocks } from './follow-law.ts';
export { intakeJobs } from './jobs.ts';
export { leaveReceipt } from './leave-receipt.ts';
export { type ListFilters, listFilters, listReports, type ReportList } from './list-reports.ts';
export { markDuplicate } from './mark-duplicate.ts';
export { MESSAGE_LIMIT } from './message.ts';
export { type OpenInEmergency, openInEmergency } from './open-in-emergency.ts';
export { type OpenReceipt, openReceipt, type ReceiptOpened } from './open-receipt.ts';
export { openReport, type ReadablePart } from './open-report.ts';
export { type ProgressCode, progressCodes } from './progress.ts';
export { quizPassed, type ReceiptQuiz, readReceipt, receiptQuiz } from './receipt.ts';
export { receiptCookieName, SESSION_IDLE, SESSION_LIFE } from './receipt-session.ts';
export { receiptView } from './receipt-view.ts';
export { recordProgress } from './record-progress.ts';
export { refusals as intakeRefusals } from './refusals.ts';
export { type RelatedReports, relatedReports } from './related-reports.ts';
export { reopenReport } from './reopen-report.ts';
export { type ReplyAsReporter, replyAsReporter } from './reply-as-reporter.ts';
export { type ReplyToReporter, replyToReporter } from './reply-to-reporter.ts';
export { closedStatuses, nextStatus, openActs, openStatuses, type ReportAct, urgenciesOf } from './report.ts';
export {
  NARRATIVE_LIMIT,
  type ReporterKind,
  type ReportInput,
  readReport,
  reporterKinds,
  reportInput,
} from './report-input.ts';
export { reportPolicy } from './report-policy.ts';
export { reportTimeline } from './report-timeline.ts';
export type { ClockView, OpenedReport, ReceiptView, Triage } from './report-view.ts';
export { type ScreenReport, screenReport } from './screen-report.ts';
export { searchReports } from './search-reports.ts';
export { startVerifying } from './start-verifying.ts';
export { type TimelineCode, timelineCodes } from './timeline.ts';
export type { ReceiptProof } from './unlock-receipt.ts';
export { type UnmaskedIdentity, type UnmaskReason, unmaskIdentity, unmaskReasons } from './unmask-identity.ts';
export { whoOpened } from './who-opened.ts';

export const intakeSchema: ModuleSchema = {
  name: 'intake',
  migrations: new URL('./migrations/', import.meta.url),
  policies: intakePolicies,
};

export const intakeRoutes: readonly Route[] = [...reportRoutes, ...receiptRoutes];
