/**
 * States of the objects of the domain: codes and labels only. Which state may follow which is decided by the module that owns the object.
 */
import { law, ours } from '../source.ts';
import { type CodeOf, defineList } from '../term.ts';

const base = { source: ours, verified: false } as const;

export const reportStatus = defineList({
  name: 'report_status',
  title: { vi: 'Trạng thái thông báo', en: 'Report status' },
  ...base,
  terms: {
    RECEIVED: { vi: 'Đã tiếp nhận', en: 'Received' },
    SCREENED: { vi: 'Đã sàng lọc', en: 'Screened' },
    EMERGENCY: { vi: 'Khẩn cấp', en: 'Emergency' },
    NORMAL: { vi: 'Xử lý thông thường', en: 'Normal' },
    INFO_ONLY: { vi: 'Chỉ cung cấp thông tin', en: 'Information only' },
    OUT_OF_SCOPE: { vi: 'Ngoài phạm vi', en: 'Out of scope' },
    DUPLICATE: { vi: 'Trùng với thông báo khác', en: 'Duplicate' },
    VERIFYING: { vi: 'Đang xác minh', en: 'Being verified' },
    CONFIRMED: { vi: 'Xác minh là có thật', en: 'Confirmed' },
    UNFOUNDED: { vi: 'Xác minh là không có', en: 'Unfounded' },
    UNVERIFIABLE: { vi: 'Không đủ thông tin để xác minh', en: 'Cannot be verified' },
    ROUTED: { vi: 'Đã chuyển xử lý', en: 'Routed' },
    FEEDBACK_GIVEN: { vi: 'Đã phản hồi người báo tin', en: 'Feedback given' },
    CLOSED: { vi: 'Đã kết thúc', en: 'Closed' },
    REOPENED: { vi: 'Mở lại', en: 'Reopened' },
  },
});
export type ReportStatus = CodeOf<typeof reportStatus>;

/** Result of the first look at a report: the subset of states a screener may choose. */
export const screeningOutcome = defineList({
  name: 'screening_outcome',
  title: { vi: 'Kết quả sàng lọc', en: 'Screening outcome' },
  ...base,
  terms: {
    EMERGENCY: { vi: 'Khẩn cấp: trẻ đang gặp nguy hiểm', en: 'Emergency: a child is in danger now' },
    NORMAL: { vi: 'Cần xác minh, xử lý', en: 'To be verified and handled' },
    INFO_ONLY: { vi: 'Chỉ hỏi hoặc cung cấp thông tin', en: 'Question or information only' },
    OUT_OF_SCOPE: { vi: 'Không liên quan đến trẻ em', en: 'Does not concern a child' },
    DUPLICATE: { vi: 'Trùng với thông báo đã có', en: 'Duplicate of an earlier report' },
  },
});
export type ScreeningOutcome = CodeOf<typeof screeningOutcome>;

export const caseStatus = defineList({
  name: 'case_status',
  title: { vi: 'Trạng thái hồ sơ bảo vệ trẻ em', en: 'Protection case status' },
  source: `${law.decree56}, chapter III; codes ours`,
  verified: false,
  terms: {
    OPEN: { vi: 'Đã mở', en: 'Open' },
    INITIAL_RISK: { vi: 'Đánh giá nguy cơ ban đầu', en: 'Initial risk assessment' },
    EMERGENCY_MEASURE: { vi: 'Can thiệp khẩn cấp', en: 'Emergency measure' },
    SPECIFIC_RISK: { vi: 'Đánh giá nguy cơ cụ thể', en: 'Specific risk assessment' },
    NEEDS_MEETING: { vi: 'Họp xác định nhu cầu', en: 'Needs meeting' },
    PLAN_DRAFT: { vi: 'Đang lập kế hoạch', en: 'Plan being drafted' },
    PLAN_SUBMITTED: { vi: 'Đã trình kế hoạch', en: 'Plan submitted' },
    PLAN_APPROVED: { vi: 'Kế hoạch được phê duyệt', en: 'Plan approved' },
    PLAN_RETURNED: { vi: 'Kế hoạch bị trả lại', en: 'Plan returned' },
    IMPLEMENTING: { vi: 'Đang thực hiện', en: 'Being carried out' },
    REVIEW: { vi: 'Rà soát, đánh giá', en: 'Under review' },
    CLOSED_STABLE: { vi: 'Kết thúc, trẻ ổn định', en: 'Closed, child stable' },
    TRANSFERRED: { vi: 'Đã chuyển địa bàn', en: 'Transferred' },
    MERGED: { vi: 'Đã nhập với hồ sơ khác', en: 'Merged' },
    COURT_ROUTE: { vi: 'Chuyển sang Tòa án', en: 'Court route' },
    ENDED: { vi: 'Chấm dứt (không qua rà soát)', en: 'Ended without a review' },
  },
});
export type CaseStatus = CodeOf<typeof caseStatus>;

export const separationStatus = defineList({
  name: 'separation_status',
  title: { vi: 'Trạng thái tạm thời cách ly', en: 'Separation status' },
  source: `${law.decree56}, art. 32; codes ours`,
  verified: false,
  terms: {
    PROPOSED: { vi: 'Đề xuất', en: 'Proposed' },
    DECIDED: { vi: 'Đã quyết định', en: 'Decided' },
    IN_FORCE: { vi: 'Đang áp dụng', en: 'In force' },
    LIFTED: { vi: 'Đã chấm dứt', en: 'Lifted' },
    EXTENDED_BY_AUTHORITY: { vi: 'Được cơ quan có thẩm quyền kéo dài', en: 'Extended by an authority' },
    COURT: { vi: 'Chuyển Tòa án', en: 'Before the court' },
  },
});
export type SeparationStatus = CodeOf<typeof separationStatus>;

export const referralStatus = defineList({
  name: 'referral_status',
  title: { vi: 'Trạng thái chuyển gửi', en: 'Referral status' },
  ...base,
  terms: {
    DRAFT: { vi: 'Bản nháp', en: 'Draft' },
    SENT: { vi: 'Đã gửi', en: 'Sent' },
    ACCEPTED: { vi: 'Đã nhận', en: 'Accepted' },
    REJECTED: { vi: 'Từ chối', en: 'Rejected' },
    EXPIRED: { vi: 'Quá hạn trả lời', en: 'Expired' },
    IN_SERVICE: { vi: 'Đang cung cấp dịch vụ', en: 'In service' },
    DONE: { vi: 'Hoàn thành', en: 'Done' },
    REVOKED: { vi: 'Bên gửi thu hồi', en: 'Revoked by the sender' },
  },
});
export type ReferralStatus = CodeOf<typeof referralStatus>;

export const contentItemStatus = defineList({
  name: 'content_item_status',
  title: { vi: 'Trạng thái nội dung', en: 'Content item status' },
  ...base,
  terms: {
    REPORTED: { vi: 'Được báo', en: 'Reported' },
    TRIAGED: { vi: 'Đã phân loại sơ bộ', en: 'Triaged' },
    VERIFIED_1: { vi: 'Thẩm định lần một', en: 'Verified once' },
    VERIFIED_2: { vi: 'Thẩm định lần hai', en: 'Verified twice' },
    ILLEGAL: { vi: 'Bất hợp pháp', en: 'Illegal' },
    HARMFUL: { vi: 'Có hại', en: 'Harmful' },
    LAWFUL: { vi: 'Hợp pháp', en: 'Lawful' },
    ACTION: { vi: 'Đang xử lý', en: 'Action under way' },
    RESOLVED: { vi: 'Đã xử lý', en: 'Resolved' },
    MONITORED: { vi: 'Đang theo dõi', en: 'Monitored' },
    CLOSED: { vi: 'Đã kết thúc', en: 'Closed' },
    REAPPEARED: { vi: 'Xuất hiện trở lại', en: 'Reappeared' },
  },
});
export type ContentItemStatus = CodeOf<typeof contentItemStatus>;

export const takedownStatus = defineList({
  name: 'takedown_status',
  title: { vi: 'Trạng thái yêu cầu gỡ bỏ', en: 'Takedown status' },
  ...base,
  terms: {
    PROPOSED: { vi: 'Đề xuất', en: 'Proposed' },
    ORDERED: { vi: 'Đã ra yêu cầu', en: 'Ordered' },
    SENT: { vi: 'Đã gửi', en: 'Sent' },
    ACKED: { vi: 'Nền tảng đã xác nhận', en: 'Acknowledged' },
    REMOVED: { vi: 'Đã gỡ bỏ', en: 'Removed' },
    GEO_BLOCKED: { vi: 'Chặn hiển thị tại Việt Nam', en: 'Blocked in Viet Nam' },
    REFUSED: { vi: 'Từ chối', en: 'Refused' },
    NO_REPLY: { vi: 'Không trả lời', en: 'No reply' },
    ESCALATED: { vi: 'Đã chuyển cấp trên', en: 'Escalated' },
    BLOCKED: { vi: 'Đã ngăn chặn truy cập', en: 'Access blocked' },
    CLOSED: { vi: 'Đã kết thúc', en: 'Closed' },
    VERIFIED_GONE: { vi: 'Xác nhận không còn nội dung', en: 'Verified gone' },
  },
});
export type TakedownStatus = CodeOf<typeof takedownStatus>;

export const hashEntryStatus = defineList({
  name: 'hash_entry_status',
  title: { vi: 'Trạng thái mã băm', en: 'Hash entry status' },
  ...base,
  terms: {
    PROPOSED: { vi: 'Đề nghị', en: 'Proposed' },
    SECOND_REVIEW: { vi: 'Thẩm định lần hai', en: 'Second review' },
    ACTIVE: { vi: 'Đang hiệu lực', en: 'Active' },
    REJECTED: { vi: 'Không chấp nhận', en: 'Rejected' },
    DISPUTED: { vi: 'Đang có khiếu nại', en: 'Disputed' },
    SUSPENDED: { vi: 'Tạm ngừng, chờ trả lời', en: 'Suspended' },
    WITHDRAWN: { vi: 'Đã rút', en: 'Withdrawn' },
  },
});
export type HashEntryStatus = CodeOf<typeof hashEntryStatus>;

export const offenceFileStatus = defineList({
  name: 'offence_file_status',
  title: { vi: 'Giai đoạn xử lý vụ việc', en: 'Offence file stage' },
  source: `${law.criminalProcedure}; codes ours`,
  verified: false,
  terms: {
    TIP: { vi: 'Tin báo, tố giác', en: 'Tip received' },
    VERIFYING_SOURCE: { vi: 'Kiểm tra, xác minh nguồn tin', en: 'Checking the source' },
    INITIATED: { vi: 'Khởi tố', en: 'Proceedings initiated' },
    NOT_INITIATED: { vi: 'Không khởi tố', en: 'Not initiated' },
    TRANSFERRED: { vi: 'Chuyển cơ quan có thẩm quyền', en: 'Transferred to the competent body' },
    INVESTIGATION: { vi: 'Điều tra', en: 'Investigation' },
    SUSPENDED: { vi: 'Tạm đình chỉ', en: 'Suspended' },
    CONCLUDED: { vi: 'Kết thúc điều tra', en: 'Investigation concluded' },
    PROSECUTION: { vi: 'Truy tố', en: 'Prosecution' },
    TRIAL: { vi: 'Xét xử', en: 'Trial' },
    JUDGED: { vi: 'Đã có bản án', en: 'Judged' },
    DISMISSED: { vi: 'Đình chỉ', en: 'Dismissed' },
    ADMIN_SANCTION: { vi: 'Xử phạt vi phạm hành chính', en: 'Administrative sanction' },
  },
});
export type OffenceFileStatus = CodeOf<typeof offenceFileStatus>;

export const taskStatus = defineList({
  name: 'task_status',
  title: { vi: 'Trạng thái nhiệm vụ', en: 'Task status' },
  ...base,
  terms: {
    PLANNED: { vi: 'Theo kế hoạch', en: 'Planned' },
    IN_PROGRESS: { vi: 'Đang thực hiện', en: 'In progress' },
    DONE: { vi: 'Đã thực hiện', en: 'Done' },
    LATE: { vi: 'Quá hạn', en: 'Late' },
    CANCELLED: { vi: 'Đã hủy', en: 'Cancelled' },
    ACCEPTED: { vi: 'Kết quả được công nhận', en: 'Result accepted' },
  },
});
export type TaskStatus = CodeOf<typeof taskStatus>;

export const situationReportStatus = defineList({
  name: 'situation_report_status',
  title: { vi: 'Trạng thái báo cáo tình hình', en: 'Situation report status' },
  ...base,
  terms: {
    COLLECTING: { vi: 'Đang thu thập số liệu', en: 'Collecting figures' },
    DRAFT: { vi: 'Dự thảo', en: 'Draft' },
    CONSULTING: { vi: 'Lấy ý kiến', en: 'Consulting' },
    REVISED: { vi: 'Đã chỉnh sửa', en: 'Revised' },
    SUBMITTED: { vi: 'Đã trình', en: 'Submitted' },
    APPROVED: { vi: 'Đã phê duyệt', en: 'Approved' },
    PUBLISHED: { vi: 'Đã công bố', en: 'Published' },
    ERRATUM: { vi: 'Đính chính', en: 'Erratum' },
  },
});
export type SituationReportStatus = CodeOf<typeof situationReportStatus>;

export const consultationStatus = defineList({
  name: 'consultation_status',
  title: { vi: 'Trạng thái lấy ý kiến trẻ em', en: 'Consultation status' },
  ...base,
  terms: {
    DRAFT: { vi: 'Bản nháp', en: 'Draft' },
    MODERATION: { vi: 'Chờ kiểm duyệt', en: 'In moderation' },
    OPEN: { vi: 'Đang mở', en: 'Open' },
    CLOSED: { vi: 'Đã đóng', en: 'Closed' },
    ANALYSED: { vi: 'Đã tổng hợp', en: 'Analysed' },
    RESPONDED: { vi: 'Đã trả lời trẻ em', en: 'Responded' },
  },
});
export type ConsultationStatus = CodeOf<typeof consultationStatus>;

export const programmeStatus = defineList({
  name: 'programme_status',
  title: { vi: 'Trạng thái chương trình', en: 'Programme status' },
  ...base,
  terms: {
    DRAFTING: { vi: 'Đang xây dựng', en: 'Being drafted' },
    IN_FORCE: { vi: 'Đang thực hiện', en: 'In force' },
    ENDED: { vi: 'Đã kết thúc', en: 'Ended' },
    REPLACED: { vi: 'Đã được thay thế', en: 'Replaced' },
  },
});
export type ProgrammeStatus = CodeOf<typeof programmeStatus>;
