/** The statutory process: its steps, the forms, levels of measures, services and outcomes. */
import type { Role } from '../agencies/role.ts';
import { international, law, ours } from '../source.ts';
import { type CodeOf, defineList, listOf } from '../term.ts';

export const decreeForm = listOf<{ readonly number: string }>()({
  name: 'decree_form',
  title: { vi: 'Biểu mẫu theo Nghị định 56/2017/NĐ-CP', en: 'Form of Decree 56/2017' },
  source: `${law.decree56}, annex`,
  verified: true,
  terms: {
    'FORM-01': { vi: 'Mẫu số 01: Báo cáo tiếp nhận thông tin trẻ em', en: 'Form 01: Reception report', number: '01' },
    'FORM-02': {
      vi: 'Mẫu số 02: Báo cáo đánh giá nguy cơ ban đầu',
      en: 'Form 02: Initial risk assessment',
      number: '02',
      verified: false,
    },
    'FORM-03': {
      vi: 'Mẫu số 03: Báo cáo thu thập thông tin, xác minh và đánh giá nguy cơ cụ thể',
      en: 'Form 03: Specific risk and needs assessment',
      number: '03',
      verified: false,
    },
    'FORM-04': {
      vi: 'Mẫu số 04: Kế hoạch hỗ trợ, can thiệp',
      en: 'Form 04: Support and intervention plan',
      number: '04',
      verified: false,
    },
    'FORM-05': {
      vi: 'Mẫu số 05: Quyết định phê duyệt kế hoạch hỗ trợ, can thiệp',
      en: 'Form 05: Decision approving the plan',
      number: '05',
    },
    'FORM-06': {
      vi: 'Mẫu số 06: Báo cáo rà soát, đánh giá tình trạng của trẻ em sau khi thực hiện kế hoạch',
      en: 'Form 06: Review after the plan',
      number: '06',
    },
  },
});
export type DecreeForm = CodeOf<typeof decreeForm>;

export interface ProtectionStepColumns {
  readonly order: number;
  readonly actors: readonly Role[];
  readonly form: DecreeForm | null;
  /** The deadline rule that binds the step, if any. */
  readonly deadline: string | null;
}

export const protectionStep = listOf<ProtectionStepColumns>()({
  name: 'protection_step',
  title: { vi: 'Bước trong quy trình bảo vệ trẻ em', en: 'Step of the protection process' },
  source: law.decree56,
  verified: true,
  terms: {
    RECEIVE: {
      vi: 'Tiếp nhận thông tin',
      en: 'Receive information',
      source: `${law.decree56}, art. 25`,
      order: 1,
      actors: ['111_agent', 'commune_child_officer', 'police_intake', 'province_child_officer'],
      form: 'FORM-01',
      deadline: null,
    },
    VERIFY: {
      vi: 'Kiểm tra tính xác thực và mức độ mất an toàn',
      en: 'Check truth and level of danger',
      source: `${law.decree56}, art. 25`,
      order: 2,
      actors: ['111_agent', 'commune_child_officer', 'police_intake'],
      form: null,
      deadline: null,
    },
    FORWARD: {
      vi: 'Chuyển thông tin tới Ủy ban nhân dân cấp xã nơi xảy ra vụ việc',
      en: 'Forward to the commune where it happened',
      source: `${law.decree56}, art. 26.1`,
      order: 3,
      actors: ['111_agent', 'police_intake', 'province_child_officer'],
      form: null,
      deadline: 'DL-FWD',
    },
    INITIAL_RISK: {
      vi: 'Đánh giá nguy cơ ban đầu',
      en: 'Initial risk assessment',
      source: `${law.decree56}, art. 26`,
      order: 4,
      actors: ['commune_child_officer'],
      form: 'FORM-02',
      deadline: 'DL-EMERG-12H',
    },
    EMERGENCY: {
      vi: 'Can thiệp khẩn cấp',
      en: 'Emergency measure',
      source: `${law.decree56}, art. 31-32`,
      order: 5,
      actors: ['commune_chair'],
      form: null,
      deadline: 'DL-EMERG-12H',
    },
    SEPARATE: {
      vi: 'Tạm thời cách ly trẻ em và chăm sóc thay thế',
      en: 'Temporary separation and alternative care',
      source: `${law.decree56}, art. 32`,
      order: 6,
      actors: ['commune_chair'],
      form: null,
      deadline: 'DL-SEP-12H',
    },
    SPECIFIC_RISK: {
      vi: 'Thu thập thông tin, đánh giá nguy cơ cụ thể',
      en: 'Specific risk assessment',
      source: `${law.decree56}, art. 27`,
      order: 7,
      actors: ['commune_child_officer'],
      form: 'FORM-03',
      deadline: 'DL-PLAN-5WD',
    },
    NEEDS_MEETING: {
      vi: 'Họp xác định nhu cầu hỗ trợ, can thiệp',
      en: 'Needs meeting',
      source: `${law.decree56}, art. 27.2`,
      order: 8,
      actors: ['commune_chair', 'commune_child_officer'],
      form: null,
      deadline: null,
    },
    PLAN_DRAFT: {
      vi: 'Xây dựng kế hoạch hỗ trợ, can thiệp',
      en: 'Draft the plan',
      source: `${law.decree56}, art. 28`,
      order: 9,
      actors: ['commune_child_officer'],
      form: 'FORM-04',
      deadline: 'DL-PLAN-5WD',
    },
    PLAN_APPROVE: {
      vi: 'Phê duyệt kế hoạch hỗ trợ, can thiệp',
      en: 'Approve the plan',
      source: `${law.decree56}, art. 28`,
      order: 10,
      actors: ['commune_chair'],
      form: 'FORM-05',
      deadline: 'DL-PLAN-7WD',
    },
    IMPLEMENT: {
      vi: 'Thực hiện kế hoạch hỗ trợ, can thiệp',
      en: 'Carry out the plan',
      source: `${law.decree56}, art. 29`,
      order: 11,
      actors: ['commune_child_officer', 'facility_worker'],
      form: null,
      deadline: null,
    },
    REVIEW: {
      vi: 'Rà soát, đánh giá kết quả',
      en: 'Review',
      source: `${law.decree56}, art. 30`,
      order: 12,
      actors: ['commune_child_officer'],
      form: 'FORM-06',
      deadline: null,
    },
    CLOSE: {
      vi: 'Kết thúc hoặc lập kế hoạch tiếp theo',
      en: 'Close or plan again',
      source: `${law.decree56}, art. 30`,
      order: 13,
      actors: ['commune_chair'],
      form: null,
      deadline: null,
    },
  },
});
export type ProtectionStep = CodeOf<typeof protectionStep>;

export const measureLevel = defineList({
  name: 'measure_level',
  title: { vi: 'Cấp độ bảo vệ trẻ em', en: 'Level of protection' },
  source: `${law.children}, art. 47-50`,
  verified: true,
  terms: {
    PREVENT: { vi: 'Phòng ngừa', en: 'Prevention' },
    SUPPORT: { vi: 'Hỗ trợ', en: 'Support' },
    INTERVENE: { vi: 'Can thiệp', en: 'Intervention' },
  },
});
export type MeasureLevel = CodeOf<typeof measureLevel>;

export const service = listOf<{ readonly primero: string | null }>()({
  name: 'service',
  title: { vi: 'Dịch vụ hỗ trợ', en: 'Service' },
  source: `${ours}; crosswalk to ${international.primero}`,
  verified: false,
  terms: {
    PSYCHOSOCIAL: { vi: 'Hỗ trợ tâm lý - xã hội', en: 'Psychosocial support', primero: 'psychosocial' },
    MEDICAL: { vi: 'Khám, chữa bệnh', en: 'Medical care', primero: 'health' },
    SHELTER: { vi: 'Nơi tạm lánh, chăm sóc thay thế', en: 'Shelter, alternative care', primero: 'safehouse' },
    LEGAL_AID: { vi: 'Trợ giúp pháp lý', en: 'Legal aid', primero: 'legal' },
    EDUCATION: { vi: 'Hỗ trợ học tập', en: 'Education', primero: 'education' },
    SOCIAL_WORK: { vi: 'Công tác xã hội', en: 'Social work', primero: 'protection' },
    POLICE: { vi: 'Bảo vệ của công an', en: 'Police protection', primero: 'police' },
    MEDIATION: { vi: 'Hòa giải, tham vấn gia đình', en: 'Family mediation', primero: 'mediation' },
    FINANCIAL: { vi: 'Hỗ trợ tài chính', en: 'Financial aid', primero: null },
    LIVELIHOOD: { vi: 'Hỗ trợ sinh kế gia đình', en: 'Livelihood support', primero: 'livelihoods' },
    CIVIL_REGISTRATION: { vi: 'Đăng ký hộ tịch, giấy tờ', en: 'Civil registration', primero: 'registration' },
  },
});
export type Service = CodeOf<typeof service>;

export const outcome = listOf<{ readonly primero: string | null }>()({
  name: 'outcome',
  title: { vi: 'Kết quả khi kết thúc', en: 'Outcome at closure' },
  source: `${ours}; stability condition of ${law.decree56}, art. 30; crosswalk to ${international.primero}`,
  verified: false,
  terms: {
    SAFE_STABLE: { vi: 'Trẻ an toàn, ổn định', en: 'Child safe and stable', primero: 'formal closing' },
    ONGOING: { vi: 'Tiếp tục theo kế hoạch mới', en: 'Continues under a new plan', primero: null },
    MOVED: { vi: 'Chuyển địa bàn', en: 'Moved to another area', primero: 'transferred' },
    REFUSED: { vi: 'Gia đình từ chối hỗ trợ', en: 'Support refused', primero: 'other' },
    LOST: { vi: 'Mất liên lạc', en: 'Contact lost', primero: 'not seen' },
    DECEASED: { vi: 'Trẻ đã mất', en: 'Child deceased', primero: 'death' },
    FALSE: { vi: 'Thông tin không đúng', en: 'Information found untrue', primero: 'other' },
  },
});
export type Outcome = CodeOf<typeof outcome>;

/** Reasons of closure as Primero names them, for exchange of files with organisations that use it. */
export const primeroClosureReason = defineList({
  name: 'primero_closure_reason',
  title: { vi: 'Lý do đóng hồ sơ (Primero)', en: 'Primero closure reason' },
  source: international.primero,
  verified: true,
  terms: {
    death: { vi: 'Trẻ đã mất', en: 'Death of the child' },
    formal_closing: { vi: 'Kết thúc chính thức', en: 'Formal closing' },
    not_seen: { vi: 'Không gặp được trong quá trình xác minh', en: 'Not seen during verification' },
    repatriated: { vi: 'Đã hồi hương', en: 'Repatriated' },
    transferred: { vi: 'Đã chuyển giao', en: 'Transferred' },
    other: { vi: 'Lý do khác', en: 'Other' },
  },
});
