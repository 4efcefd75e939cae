/**
 * Every clock of the law and of our own promises, as dated rows. A rule binds from `validFrom` to `validTo` (both inclusive); a change of
 * law adds a row and closes the old one. Hours run through holidays; working days do not (see holidays.ts).
 */

import { addDays } from '../../kernel/time.pure.ts';
import type { AgencyFunctionCode, AgencyLevel } from '../agencies/agency-code.ts';
import type { Role } from '../agencies/role.ts';
import type { Urgency } from '../harms/risk.ts';
import { law, ours } from '../source.ts';
import { type CodeOf, type Day, readList } from '../term.ts';
import lists from './deadline-rules.json' with { type: 'json' };

export const deadlineUnit = readList(lists.deadlineUnit);
export type DeadlineUnit = CodeOf<typeof deadlineUnit>;

/** What starts a clock. */
export const deadlineTrigger = readList(lists.deadlineTrigger);
export type DeadlineTrigger = CodeOf<typeof deadlineTrigger>;

export interface DeadlineRule {
  /** One row. Several rows of one code differ in dates or in `urgency`. */
  readonly id: string;
  readonly code: string;
  readonly vi: string;
  readonly en: string;
  readonly trigger: DeadlineTrigger;
  /** Applies only to this urgency; absent means every urgency that no other row of the code names. */
  readonly urgency?: Urgency;
  readonly amount: number;
  /** Lower bound where the law gives a span (temporary lock: 7 to 30 days). Same unit. */
  readonly minAmount?: number;
  readonly unit: DeadlineUnit;
  /** Who must act: an agency function of ours, a role, or a body outside. */
  readonly ownerFunction?: AgencyFunctionCode;
  readonly ownerRole?: Role;
  readonly ownerExternal?: 'social_network' | 'isp' | 'controller';
  readonly legalSource: string;
  readonly verified: boolean;
  readonly validFrom: Day;
  readonly validTo?: Day;
  /** Part of the time after which the clock is shown as due soon; 0 < w < 1. */
  readonly warnAt: number;
  /** Level that is told when the deadline is missed. */
  readonly escalatesTo: AgencyLevel;
}

const decree56From: Day = '2017-07-01';
const decree147From: Day = '2024-12-25';
/** First day our own promises bind: the day the service may first be used. */
const oursFrom: Day = '2025-07-01';

export const deadlineRules: readonly DeadlineRule[] = [
  {
    id: 'DL-SCREEN.U1.2025',
    code: 'DL-SCREEN',
    urgency: 'U1',
    amount: 15,
    unit: 'minute',
    trigger: 'REPORT_RECEIVED',
    ownerFunction: 'RECEIVE_REPORT',
    ownerRole: '111_agent',
    vi: 'Sàng lọc tin báo có nguy hiểm',
    en: 'Screen a report of danger',
    legalSource: `${law.decree56}, art. 26.1 (at once); 15 minutes ${ours}`,
    verified: false,
    validFrom: oursFrom,
    warnAt: 0.5,
    escalatesTo: 'CENTRAL',
  },
  {
    id: 'DL-SCREEN.2025',
    code: 'DL-SCREEN',
    amount: 2,
    unit: 'hour',
    trigger: 'REPORT_RECEIVED',
    ownerFunction: 'RECEIVE_REPORT',
    ownerRole: '111_agent',
    vi: 'Sàng lọc tin báo',
    en: 'Screen a report',
    legalSource: `${law.decree56}, art. 26.1 (at once); 2 hours ${ours}`,
    verified: false,
    validFrom: oursFrom,
    warnAt: 0.5,
    escalatesTo: 'CENTRAL',
  },
  {
    id: 'DL-FWD.U1.2025',
    code: 'DL-FWD',
    urgency: 'U1',
    amount: 15,
    unit: 'minute',
    trigger: 'FORWARDING_NEEDED',
    ownerFunction: 'RECEIVE_REPORT',
    ownerRole: '111_agent',
    vi: 'Chuyển thông tin khẩn cấp tới nơi xử lý',
    en: 'Pass an emergency on to who handles it',
    legalSource: `${law.decree56}, art. 26.1 (at once); 15 minutes ${ours}`,
    verified: false,
    validFrom: oursFrom,
    warnAt: 0.5,
    escalatesTo: 'CENTRAL',
  },
  {
    id: 'DL-FWD.2025',
    code: 'DL-FWD',
    amount: 2,
    unit: 'hour',
    trigger: 'FORWARDING_NEEDED',
    ownerFunction: 'RECEIVE_REPORT',
    ownerRole: '111_agent',
    vi: 'Chuyển thông tin tới nơi xử lý',
    en: 'Pass a report on to who handles it',
    legalSource: `${law.decree56}, art. 26.1 (at once); 2 hours ${ours}`,
    verified: false,
    validFrom: oursFrom,
    warnAt: 0.5,
    escalatesTo: 'CENTRAL',
  },
  {
    id: 'DL-FORM01.2025',
    code: 'DL-FORM01',
    amount: 4,
    unit: 'hour',
    trigger: 'EMERGENCY_HANDED_OVER',
    ownerFunction: 'RECEIVE_REPORT',
    ownerRole: '111_counsellor',
    vi: 'Hoàn thành Mẫu 01 sau khi chuyển khẩn cấp',
    en: 'Complete form 01 after an emergency was handed over',
    legalSource: `${law.decree56}, art. 26.1 (handed over at once) and form 01; 4 hours, a third of the 12 of art. 26.3, ${ours}`,
    verified: false,
    validFrom: oursFrom,
    warnAt: 0.5,
    escalatesTo: 'CENTRAL',
  },
  {
    id: 'DL-RISK-HANDOVER.2026',
    code: 'DL-RISK-HANDOVER',
    amount: 15,
    unit: 'minute',
    trigger: 'DANGER_NOW_FOUND',
    ownerFunction: 'RECEIVE_REPORT',
    ownerRole: '111_counsellor',
    vi: 'Bàn giao trẻ đang nguy hiểm cho người đến được',
    en: 'Hand a child in danger over to somebody who can be there',
    legalSource: `${law.decree56}, art. 26.1 (at once); 15 minutes ${ours}`,
    verified: false,
    validFrom: oursFrom,
    warnAt: 0.5,
    escalatesTo: 'CENTRAL',
  },
  {
    id: 'DL-DANGER-OWNER.2026',
    code: 'DL-DANGER-OWNER',
    amount: 1,
    unit: 'minute',
    trigger: 'DANGER_UNOWNED',
    ownerFunction: 'RECEIVE_REPORT',
    ownerRole: '111_counsellor',
    vi: 'Có người tiếp trẻ đang nguy hiểm',
    en: 'Somebody takes a contact of danger',
    legalSource: `${law.decree56}, art. 26.1 (at once); 1 minute ${ours}`,
    verified: false,
    validFrom: oursFrom,
    warnAt: 0.5,
    escalatesTo: 'CENTRAL',
  },
  {
    id: 'DL-OFFICER-RING.2026',
    code: 'DL-OFFICER-RING',
    amount: 3,
    unit: 'minute',
    trigger: 'OFFICER_CALLED',
    ownerFunction: 'RECEIVE_REPORT',
    ownerRole: '111_counsellor',
    vi: 'Gọi điện trực ban xã, phường',
    en: 'Ring the duty officer of the commune',
    legalSource: `${law.decree56}, art. 26.1 (at once); 3 minutes ${ours}`,
    verified: false,
    validFrom: oursFrom,
    warnAt: 0.5,
    escalatesTo: 'CENTRAL',
  },
  {
    id: 'DL-OFFICER-MESSAGE.2026',
    code: 'DL-OFFICER-MESSAGE',
    amount: 3,
    unit: 'minute',
    trigger: 'OFFICER_CALLED',
    ownerFunction: 'OWN_CASE',
    ownerRole: 'commune_child_officer',
    vi: 'Trực ban xã, phường trả lời tin nhắn',
    en: 'Duty officer of the commune answers the message',
    legalSource: `${law.decree56}, art. 26.1 (at once); 3 minutes ${ours}`,
    verified: false,
    validFrom: oursFrom,
    warnAt: 0.5,
    escalatesTo: 'PROVINCE',
  },
  {
    id: 'DL-OFFICER-DEPUTY.2026',
    code: 'DL-OFFICER-DEPUTY',
    amount: 3,
    unit: 'minute',
    trigger: 'OFFICER_CALLED',
    ownerFunction: 'OWN_CASE',
    ownerRole: 'commune_child_officer',
    vi: 'Người trực thay của xã, phường trả lời',
    en: 'Deputy of the commune answers',
    legalSource: `${law.decree56}, art. 26.1 (at once); 3 minutes ${ours}`,
    verified: false,
    validFrom: oursFrom,
    warnAt: 0.5,
    escalatesTo: 'PROVINCE',
  },
  {
    id: 'DL-OFFICER-PROVINCE.2026',
    code: 'DL-OFFICER-PROVINCE',
    amount: 5,
    unit: 'minute',
    trigger: 'OFFICER_CALLED',
    ownerFunction: 'SUPERVISE_CASES',
    ownerRole: 'province_child_officer',
    vi: 'Trực ban cấp tỉnh trả lời',
    en: 'Duty officer of the province answers',
    legalSource: `${law.decree56}, art. 26.1 (at once); 5 minutes ${ours}`,
    verified: false,
    validFrom: oursFrom,
    warnAt: 0.5,
    escalatesTo: 'CENTRAL',
  },
  {
    id: 'DL-EMERG-12H.2017',
    code: 'DL-EMERG-12H',
    amount: 12,
    unit: 'hour',
    trigger: 'SERIOUS_RISK_KNOWN',
    ownerFunction: 'EMERGENCY_MEASURE',
    ownerRole: 'commune_chair',
    vi: 'Can thiệp khẩn cấp',
    en: 'Emergency measure',
    legalSource: `${law.decree56}, art. 26.3`,
    verified: true,
    validFrom: decree56From,
    warnAt: 0.5,
    escalatesTo: 'PROVINCE',
  },
  {
    id: 'DL-SEP-12H.2017',
    code: 'DL-SEP-12H',
    amount: 12,
    unit: 'hour',
    trigger: 'SERIOUS_RISK_KNOWN',
    ownerFunction: 'EMERGENCY_MEASURE',
    ownerRole: 'commune_chair',
    vi: 'Quyết định tạm thời cách ly trẻ em',
    en: 'Decide temporary separation',
    legalSource: `${law.decree56}, art. 32`,
    verified: true,
    validFrom: decree56From,
    warnAt: 0.5,
    escalatesTo: 'PROVINCE',
  },
  {
    id: 'DL-SEP-15D.2017',
    code: 'DL-SEP-15D',
    amount: 15,
    unit: 'calendar_day',
    trigger: 'SEPARATION_STARTED',
    ownerFunction: 'EMERGENCY_MEASURE',
    ownerRole: 'commune_chair',
    vi: 'Thời hạn tạm thời cách ly tối đa',
    en: 'Longest temporary separation',
    legalSource: `${law.decree56}, art. 32`,
    verified: true,
    validFrom: decree56From,
    warnAt: 0.8,
    escalatesTo: 'PROVINCE',
  },
  {
    id: 'DL-PLAN-5WD.2017',
    code: 'DL-PLAN-5WD',
    amount: 5,
    unit: 'working_day',
    trigger: 'SPECIFIC_RISK_ESTABLISHED',
    ownerFunction: 'OWN_CASE',
    ownerRole: 'commune_child_officer',
    vi: 'Xây dựng kế hoạch hỗ trợ, can thiệp',
    en: 'Draft the support and intervention plan',
    legalSource: `${law.decree56}, art. 28.1`,
    verified: true,
    validFrom: decree56From,
    warnAt: 0.6,
    escalatesTo: 'PROVINCE',
  },
  {
    id: 'DL-PLAN-7WD.2017',
    code: 'DL-PLAN-7WD',
    amount: 7,
    unit: 'working_day',
    trigger: 'CASE_OPENED',
    ownerFunction: 'APPROVE_PLAN',
    ownerRole: 'commune_chair',
    vi: 'Hoàn thành thủ tục phê duyệt kế hoạch',
    en: 'Complete the plan procedure',
    legalSource: law.procedure,
    verified: true,
    validFrom: decree56From,
    warnAt: 0.7,
    escalatesTo: 'PROVINCE',
  },
  {
    id: 'DL-TD-24H.2024',
    code: 'DL-TD-24H',
    amount: 24,
    unit: 'hour',
    trigger: 'ORDER_RECEIVED',
    ownerExternal: 'social_network',
    vi: 'Mạng xã hội gỡ bỏ nội dung, khóa tài khoản',
    en: 'Social network removes content or locks an account',
    legalSource: `${law.decree147} (locking of accounts seen; removal of content from memory)`,
    verified: false,
    validFrom: decree147From,
    warnAt: 0.75,
    escalatesTo: 'CENTRAL',
  },
  {
    id: 'DL-TD-MPS-24H.2026',
    code: 'DL-TD-MPS-24H',
    amount: 24,
    unit: 'hour',
    trigger: 'ORDER_RECEIVED',
    ownerExternal: 'social_network',
    vi: 'Ngăn chặn chia sẻ, xóa thông tin, gỡ dịch vụ, ứng dụng theo yêu cầu của lực lượng chuyên trách',
    en: 'Stop sharing, delete information, remove a service or application on request of the specialised force',
    legalSource: `${law.cyber2025}, art. 25.2.b; ${law.decree333}, art. 16.4, 18.2 (secondary text; 6 hours where national security is at stake)`,
    verified: false,
    validFrom: '2026-07-01',
    warnAt: 0.75,
    escalatesTo: 'CENTRAL',
  },
  {
    id: 'DL-TD-6H.2026',
    code: 'DL-TD-6H',
    amount: 6,
    unit: 'hour',
    trigger: 'ORDER_RECEIVED',
    ownerExternal: 'social_network',
    vi: 'Gỡ bỏ nội dung trong trường hợp khẩn cấp theo yêu cầu của lực lượng chuyên trách',
    en: 'Remove content in an urgent case on request of the specialised force',
    legalSource: `${law.cyber2025}, art. 25.2.b (secondary text: urgent threat to national security; whether a child in danger is one is to be confirmed)`,
    verified: false,
    validFrom: '2026-07-01',
    warnAt: 0.5,
    escalatesTo: 'CENTRAL',
  },
  {
    id: 'DL-TD-CLARIFY.2025',
    code: 'DL-TD-CLARIFY',
    amount: 2,
    unit: 'hour',
    trigger: 'IMPOSSIBILITY_CLAIMED',
    ownerFunction: 'ORDER_TAKEDOWN',
    ownerRole: 'takedown_officer',
    vi: 'Trả lời nền tảng báo không thể thực hiện yêu cầu',
    en: 'Answer an addressee that cannot carry out an order',
    legalSource: ours,
    verified: false,
    validFrom: oursFrom,
    warnAt: 0.5,
    escalatesTo: 'CENTRAL',
  },
  {
    id: 'DL-ALERT-RECALL.2025',
    code: 'DL-ALERT-RECALL',
    amount: 15,
    unit: 'minute',
    trigger: 'NETWORK_ALERT_RECALLED',
    ownerFunction: 'COORDINATE_VNCOP',
    ownerRole: 'vncop_coordinator',
    vi: 'Đơn vị nhận xác nhận đã ngừng dùng cảnh báo bị thu hồi',
    en: 'Recipients acknowledge the recall of an alert',
    legalSource: ours,
    verified: false,
    validFrom: oursFrom,
    warnAt: 0.5,
    escalatesTo: 'CENTRAL',
  },
  {
    id: 'DL-TD-PRESERVE.2025',
    code: 'DL-TD-PRESERVE',
    amount: 180,
    unit: 'calendar_day',
    trigger: 'ORDER_RECEIVED',
    ownerExternal: 'social_network',
    vi: 'Lưu giữ nội dung đã gỡ và dữ liệu liên quan phục vụ điều tra',
    en: 'Keep what was removed and the data that belongs to it for an investigation',
    legalSource: `${ours}, after the six months of Regulation (EU) 2021/784, art. 6; no text of Viet Nam was read`,
    verified: false,
    validFrom: oursFrom,
    warnAt: 0.9,
    escalatesTo: 'CENTRAL',
  },
  {
    id: 'DL-USERINFO.U1.2026',
    code: 'DL-USERINFO',
    urgency: 'U1',
    amount: 3,
    unit: 'hour',
    trigger: 'USER_INFO_REQUESTED',
    ownerExternal: 'social_network',
    vi: 'Cung cấp thông tin người dùng khi tính mạng bị đe dọa',
    en: 'Supply user information where life is threatened',
    legalSource: `${law.cyber2025}, art. 25.2.a; ${law.decree333}, art. 16.3 (secondary text)`,
    verified: false,
    validFrom: '2026-07-01',
    warnAt: 0.5,
    escalatesTo: 'CENTRAL',
  },
  {
    id: 'DL-USERINFO.2026',
    code: 'DL-USERINFO',
    amount: 24,
    unit: 'hour',
    trigger: 'USER_INFO_REQUESTED',
    ownerExternal: 'social_network',
    vi: 'Cung cấp thông tin người dùng cho lực lượng chuyên trách',
    en: 'Supply user information to the specialised force',
    legalSource: `${law.cyber2025}, art. 25.2.a; ${law.decree333}, art. 16.3 (secondary text)`,
    verified: false,
    validFrom: '2026-07-01',
    warnAt: 0.75,
    escalatesTo: 'CENTRAL',
  },
  {
    id: 'DL-LOCK.2024',
    code: 'DL-LOCK',
    amount: 30,
    minAmount: 7,
    unit: 'calendar_day',
    trigger: 'LOCK_STARTED',
    ownerExternal: 'social_network',
    vi: 'Khóa tạm thời tài khoản, trang, nhóm, kênh',
    en: 'Temporary lock of an account, page, group or channel',
    legalSource: law.decree147,
    verified: true,
    validFrom: decree147From,
    warnAt: 0.9,
    escalatesTo: 'CENTRAL',
  },
  {
    id: 'DL-TIP-20D.2018',
    code: 'DL-TIP-20D',
    amount: 20,
    unit: 'calendar_day',
    trigger: 'TIP_ACCEPTED',
    ownerFunction: 'INVESTIGATE',
    ownerRole: 'police_investigator',
    vi: 'Giải quyết tố giác, tin báo về tội phạm (có thể gia hạn)',
    en: 'Decide on a crime tip (may be extended)',
    legalSource: `${law.criminalProcedure}, art. 147`,
    verified: false,
    validFrom: '2018-01-01',
    warnAt: 0.75,
    escalatesTo: 'CENTRAL',
  },
  {
    id: 'DL-DPIA.2026',
    code: 'DL-DPIA',
    amount: 60,
    unit: 'calendar_day',
    trigger: 'PROCESSING_STARTED',
    ownerExternal: 'controller',
    ownerRole: 'dpo',
    vi: 'Nộp hồ sơ đánh giá tác động xử lý dữ liệu cá nhân',
    en: 'File the impact assessment for personal data',
    legalSource: `${law.personalData}, art. 21; ${law.decree356}, art. 19 (secondary text; competent state bodies may be exempt)`,
    verified: false,
    validFrom: '2026-01-01',
    warnAt: 0.75,
    escalatesTo: 'CENTRAL',
  },
  {
    id: 'DL-BREACH-72H.2026',
    code: 'DL-BREACH-72H',
    amount: 72,
    unit: 'hour',
    trigger: 'BREACH_KNOWN',
    ownerExternal: 'controller',
    ownerRole: 'dpo',
    vi: 'Thông báo vi phạm dữ liệu cá nhân',
    en: 'Notify a personal-data breach',
    legalSource: `${law.personalData}, art. 23; ${law.decree356}, art. 28 (secondary text)`,
    verified: false,
    validFrom: '2026-01-01',
    warnAt: 0.5,
    escalatesTo: 'CENTRAL',
  },
  {
    id: 'DL-FEEDBACK.2025',
    code: 'DL-FEEDBACK',
    amount: 5,
    unit: 'working_day',
    trigger: 'REPORT_CLOSED',
    ownerFunction: 'RECEIVE_REPORT',
    ownerRole: '111_agent',
    vi: 'Phản hồi cho người báo tin',
    en: 'Feedback to the informant',
    legalSource: ours,
    verified: false,
    validFrom: oursFrom,
    warnAt: 0.6,
    escalatesTo: 'CENTRAL',
  },
  {
    id: 'DL-ALERT-S4.2025',
    code: 'DL-ALERT-S4',
    amount: 15,
    unit: 'minute',
    trigger: 'ALERT_RAISED',
    ownerRole: 'listening_reviewer',
    vi: 'Chuyển cảnh báo nguy hiểm tức thời tới Tổng đài 111',
    en: 'Pass an alert of imminent danger to helpline 111',
    legalSource: ours,
    verified: false,
    validFrom: oursFrom,
    warnAt: 0.5,
    escalatesTo: 'CENTRAL',
  },
  {
    id: 'DL-ALERT-S3.2025',
    code: 'DL-ALERT-S3',
    amount: 2,
    unit: 'hour',
    trigger: 'ALERT_RAISED',
    ownerRole: 'listening_reviewer',
    vi: 'Chuyển cảnh báo nghiêm trọng tới Tổng đài 111',
    en: 'Pass a serious alert to helpline 111',
    legalSource: ours,
    verified: false,
    validFrom: oursFrom,
    warnAt: 0.5,
    escalatesTo: 'CENTRAL',
  },
  {
    id: 'DL-ALERT-S2.2025',
    code: 'DL-ALERT-S2',
    amount: 24,
    unit: 'hour',
    trigger: 'ALERT_RAISED',
    ownerRole: 'listening_reviewer',
    vi: 'Xem xét cảnh báo lắng nghe',
    en: 'Look at a listening alert',
    legalSource: ours,
    verified: false,
    validFrom: oursFrom,
    warnAt: 0.5,
    escalatesTo: 'CENTRAL',
  },
  {
    id: 'DL-REF-ANSWER.U1.2025',
    code: 'DL-REF-ANSWER',
    urgency: 'U1',
    amount: 2,
    unit: 'hour',
    trigger: 'REFERRAL_SENT',
    ownerRole: 'facility_worker',
    vi: 'Trả lời yêu cầu chuyển gửi',
    en: 'Answer a referral',
    legalSource: ours,
    verified: false,
    validFrom: oursFrom,
    warnAt: 0.6,
    escalatesTo: 'PROVINCE',
  },
  {
    id: 'DL-REF-ANSWER.U2.2025',
    code: 'DL-REF-ANSWER',
    urgency: 'U2',
    amount: 24,
    unit: 'hour',
    trigger: 'REFERRAL_SENT',
    ownerRole: 'facility_worker',
    vi: 'Trả lời yêu cầu chuyển gửi',
    en: 'Answer a referral',
    legalSource: ours,
    verified: false,
    validFrom: oursFrom,
    warnAt: 0.6,
    escalatesTo: 'PROVINCE',
  },
  {
    id: 'DL-REF-ANSWER.U4.2025',
    code: 'DL-REF-ANSWER',
    urgency: 'U4',
    amount: 5,
    unit: 'working_day',
    trigger: 'REFERRAL_SENT',
    ownerRole: 'facility_worker',
    vi: 'Trả lời yêu cầu chuyển gửi',
    en: 'Answer a referral',
    legalSource: ours,
    verified: false,
    validFrom: oursFrom,
    warnAt: 0.6,
    escalatesTo: 'PROVINCE',
  },
  {
    id: 'DL-REF-ANSWER.2025',
    code: 'DL-REF-ANSWER',
    amount: 3,
    unit: 'working_day',
    trigger: 'REFERRAL_SENT',
    ownerRole: 'facility_worker',
    vi: 'Trả lời yêu cầu chuyển gửi',
    en: 'Answer a referral',
    legalSource: ours,
    verified: false,
    validFrom: oursFrom,
    warnAt: 0.6,
    escalatesTo: 'PROVINCE',
  },
  {
    id: 'DL-RECERTIFY.2025',
    code: 'DL-RECERTIFY',
    amount: 90,
    unit: 'calendar_day',
    trigger: 'ACCESS_GRANTED',
    ownerRole: 'commune_chair',
    vi: 'Xem lại quyền xem hồ sơ đã cấp',
    en: 'Look again at an access that was given',
    legalSource: `${law.personalData}, art. 24; period ${ours}`,
    verified: false,
    validFrom: oursFrom,
    warnAt: 0.66,
    escalatesTo: 'PROVINCE',
  },
  {
    id: 'DL-HASH-SUSPENDED.2025',
    code: 'DL-HASH-SUSPENDED',
    amount: 24,
    unit: 'hour',
    trigger: 'HASH_SUSPENDED',
    ownerFunction: 'RUN_HASH_DB',
    ownerRole: 'hash_db_operator',
    vi: 'Trả lời về mã băm bị tạm ngừng',
    en: 'Answer an automatic suspension of a hash',
    legalSource: ours,
    verified: false,
    validFrom: oursFrom,
    warnAt: 0.5,
    escalatesTo: 'CENTRAL',
  },
  {
    id: 'DL-HASH-DISPUTED.2025',
    code: 'DL-HASH-DISPUTED',
    amount: 24,
    unit: 'hour',
    trigger: 'HASH_DISPUTED',
    ownerFunction: 'RUN_HASH_DB',
    ownerRole: 'hash_db_approver',
    vi: 'Quyết định về mã băm bị phản đối',
    en: 'Decide on a disputed hash',
    legalSource: ours,
    verified: false,
    validFrom: oursFrom,
    warnAt: 0.5,
    escalatesTo: 'CENTRAL',
  },
  {
    id: 'DL-ACCESS-REVIEW.2025',
    code: 'DL-ACCESS-REVIEW',
    amount: 72,
    unit: 'hour',
    trigger: 'EMERGENCY_ACCESS_OPENED',
    ownerRole: 'dpo',
    vi: 'Xem xét lần mở khẩn cấp',
    en: 'Review an emergency access',
    legalSource: `${law.personalData}; period ${ours}`,
    verified: false,
    validFrom: oursFrom,
    warnAt: 0.75,
    escalatesTo: 'CENTRAL',
  },
  ...(
    [
      [
        'SHIFT',
        240,
        'minute',
        'HARD_CONTENT_OPENED',
        'Thời gian xem nội dung nặng nề mỗi ca',
        'Time with hard content in a shift',
      ],
      [
        'RUN',
        50,
        'minute',
        'HARD_CONTENT_OPENED',
        'Thời gian xem liền đến giờ nghỉ',
        'Time with hard content before a break',
      ],
      ['BREAK', 10, 'minute', 'BREAK_BEGUN', 'Thời gian nghỉ giữa ca', 'Length of a break'],
      ['REST', 8, 'hour', 'SHIFT_ENDED', 'Thời gian nghỉ giữa hai ca', 'Rest between two shifts'],
    ] as const
  ).map(
    ([part, amount, unit, trigger, vi, en]): DeadlineRule => ({
      id: `DL-EXPOSURE-${part}.2025`,
      code: `DL-EXPOSURE-${part}`,
      amount,
      unit,
      trigger,
      ownerRole: 'hash_db_approver',
      vi,
      en,
      legalSource: ours,
      verified: false,
      validFrom: oursFrom,
      warnAt: 0.8,
      escalatesTo: 'CENTRAL',
    }),
  ),
];

export interface DeadlineProblem {
  readonly code: 'deadline-rule.overlap' | 'deadline-rule.gap' | 'deadline-rule.malformed';
  readonly rule: string;
  readonly message: string;
  /** For a gap or an overlap: the rule that follows, and the first and last day that no rule, or two rules, would bind. */
  readonly days?: { readonly next: string; readonly from: Day; readonly to?: Day };
}

const shift = (d: Day, days: number): Day => addDays(d, days);

/**
 * Finds what makes a set of rules ambiguous or silent: two rows of one code and urgency in force on one day (overlap), days between two
 * rows with none in force (gap), and rows that cannot be right. Also used before rules corrected at run time are accepted.
 */
export function checkDeadlineRules(rules: readonly DeadlineRule[]): readonly DeadlineProblem[] {
  const problems: DeadlineProblem[] = [];
  const bad = (rule: string, message: string): void =>
    void problems.push({ code: 'deadline-rule.malformed', rule, message: `${rule}: ${message}` });
  const ids = new Set<string>();
  const families = new Map<string, DeadlineRule[]>();
  for (const r of rules) {
    if (ids.has(r.id)) bad(r.id, 'the id is used twice');
    ids.add(r.id);
    if (!Number.isInteger(r.amount) || r.amount < 1)
      bad(r.id, `amount must be a whole number of at least 1, got ${r.amount}`);
    if (r.minAmount !== undefined && (r.minAmount < 1 || r.minAmount > r.amount))
      bad(r.id, `minAmount must lie between 1 and ${r.amount}, got ${r.minAmount}`);
    if (!(r.warnAt > 0 && r.warnAt < 1)) bad(r.id, `warnAt must lie between 0 and 1, got ${r.warnAt}`);
    if (r.validTo !== undefined && r.validTo < r.validFrom)
      bad(r.id, `ends (${r.validTo}) before it begins (${r.validFrom})`);
    if (r.legalSource.trim() === '') bad(r.id, 'names no legal source');
    if (r.ownerFunction === undefined && r.ownerRole === undefined && r.ownerExternal === undefined)
      bad(r.id, 'names nobody who must act');
    const key = `${r.code} ${r.urgency ?? ''}`;
    families.set(key, [...(families.get(key) ?? []), r]);
  }
  for (const family of families.values()) {
    const sorted = [...family].sort((a, b) => a.validFrom.localeCompare(b.validFrom));
    sorted.forEach((r, i) => {
      const next = sorted[i + 1];
      if (next === undefined) return;
      if (r.validTo === undefined || r.validTo >= next.validFrom) {
        problems.push({
          code: 'deadline-rule.overlap',
          rule: r.id,
          message: `${r.code}${r.urgency === undefined ? '' : ` (${r.urgency})`}: ${r.id} is still in force when ${next.id} begins on ${next.validFrom}; close it on ${shift(next.validFrom, -1)}`,
          days: { next: next.id, from: next.validFrom, ...(r.validTo === undefined ? {} : { to: r.validTo }) },
        });
      } else if (shift(r.validTo, 1) < next.validFrom) {
        problems.push({
          code: 'deadline-rule.gap',
          rule: r.id,
          message: `${r.code}${r.urgency === undefined ? '' : ` (${r.urgency})`}: no rule is in force from ${shift(r.validTo, 1)} to ${shift(next.validFrom, -1)}, between ${r.id} and ${next.id}`,
          days: { next: next.id, from: shift(r.validTo, 1), to: shift(next.validFrom, -1) },
        });
      }
    });
  }
  return problems;
}

/** The rule of a code that binds on a day: the row for the urgency if there is one, else the general row; undefined when none is in force. */
export function deadlineRuleAt(
  rules: readonly DeadlineRule[],
  code: string,
  day: Day,
  forUrgency?: Urgency,
): DeadlineRule | undefined {
  const valid = rules.filter(
    (r) => r.code === code && r.validFrom <= day && (r.validTo === undefined || day <= r.validTo),
  );
  return (
    (forUrgency === undefined ? undefined : valid.find((r) => r.urgency === forUrgency)) ??
    valid.find((r) => r.urgency === undefined)
  );
}
