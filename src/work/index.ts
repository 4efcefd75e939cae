/** Front door of what people have to do: the list of everything that waits, notices, the exposure budget of reviewers. */
export { type Approval, type ApprovalDecision, approvalDecisions } from './approvals/approval.ts';
export { type ApprovalKind, approvalKinds } from './approvals/approval-kind.ts';
export { waitingApproval } from './approvals/approval-store.ts';
export { APPROVAL_REASON, type AskApproval, askApproval } from './approvals/ask-approval.ts';
export { decideApproval } from './approvals/decide-approval.ts';
export { type ApprovalInList, listApprovals } from './approvals/list-approvals.ts';
export { approvalRefusals, lapseApproval, type SettleApproval, settleApproval } from './approvals/settle-approval.ts';
export {
  type Duty,
  type DutyBand,
  type DutyClock,
  type DutyTurn,
  dutyOf,
  type WorkRow,
  workRow,
} from './duties/duty.ts';
export {
  DUTIES_MOST,
  type DutiesFound,
  type DutySource,
  dutySources,
  listedDuties,
  noDuties,
} from './duties/duty-source.ts';
export { listWork, type Work, type WorkFilters } from './duties/list-work.ts';
export { ownClock, ruledClock } from './duties/ruled-clock.ts';
export { addExposure } from './exposure/add-exposure.ts';
export type { ExposureLimit, ExposureStanding } from './exposure/exposure.ts';
export { exposureLoad, exposureStanding, ownExposure, type PersonLoad } from './exposure/exposure-load.ts';
export { type SetExposureLimit, setExposureLimit } from './exposure/set-exposure-limit.ts';
export { spendExposure } from './exposure/spend-exposure.ts';
export { takeBreak } from './exposure/take-break.ts';
export { workModule } from './module.ts';
export { deliverNotices } from './notices/deliver-notices.ts';
export { listNotices } from './notices/list-notices.ts';
export type { NewNotice, Notice } from './notices/notice.ts';
export { namesOfObjects, type ObjectNames, objectNames } from './notices/object-names.ts';
export { readNotices } from './notices/read-notices.ts';
export { readPastNotices } from './notices/read-past-notices.ts';
export type { Present } from './presence/presence.ts';
export { presenceOf, type ShowPresence, showPresence } from './presence/show-presence.ts';
