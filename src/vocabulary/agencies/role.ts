/** Who may act. Roles are held at an agency, for an area, between dates; this list only names them. */
import { ours } from '../source.ts';
import { type CodeOf, listOf } from '../term.ts';

export interface RoleColumns {
  /** Works outside the state's and the network's own desks: sees only what is sent to it. */
  readonly external: boolean;
  /** Signs in at the desk; false for the people the portal serves without an account of this kind. */
  readonly desk: boolean;
  /** What the role lets its holder read. `cases` means tasks on a named child's matter. `sysadmin` may have none of it. */
  readonly opens: readonly Opened[];
}

/** What a role opens beyond its holder's own work, so that one administrator alone must not come by it. */
export type Opened = 'cases' | 'register' | 'listening' | 'audit';

const served = { external: false, desk: false, opens: [] } as const;
const worker = { external: false, desk: true, opens: ['cases'] } as const;
const office = { external: false, desk: true, opens: [] } as const;
const outside = { external: true, desk: true, opens: [] } as const;
const register = { ...office, opens: ['register'] } as const;
const listening = { ...office, opens: ['listening'] } as const;
const checking = { ...office, opens: ['audit'] } as const;

export const role = listOf<RoleColumns>()({
  name: 'role',
  title: { vi: 'Vai trò', en: 'Role' },
  source: ours,
  verified: false,
  terms: {
    child: { vi: 'Trẻ em', en: 'Child', ...served },
    guardian: { vi: 'Cha, mẹ, người giám hộ', en: 'Parent or guardian', ...served },
    public: { vi: 'Người dân', en: 'Member of the public', ...served },
    teacher: { vi: 'Giáo viên', en: 'Teacher', ...served },
    '111_agent': { vi: 'Nhân viên tiếp nhận Tổng đài 111', en: 'Helpline 111 call taker', ...worker },
    '111_counsellor': { vi: 'Tư vấn viên Tổng đài 111', en: 'Helpline 111 counsellor', ...worker },
    '111_supervisor': {
      vi: 'Giám sát viên Tổng đài 111',
      en: 'Helpline 111 supervisor',
      ...worker,
      opens: ['cases', 'audit'],
    },
    commune_child_officer: {
      vi: 'Người làm công tác bảo vệ trẻ em cấp xã',
      en: 'Commune child protection worker',
      source: 'Law on Children 102/2016/QH13, art. 53',
      ...worker,
    },
    commune_chair: {
      vi: 'Chủ tịch Ủy ban nhân dân cấp xã',
      en: 'Chair of the commune People’s Committee',
      source: 'Law on Children 102/2016/QH13, art. 52',
      ...worker,
    },
    province_child_officer: {
      vi: 'Cán bộ trẻ em cấp tỉnh (Sở Y tế)',
      en: 'Provincial child affairs officer (Department of Health)',
      ...worker,
    },
    ministry_child_officer: {
      vi: 'Cán bộ trẻ em cấp Bộ (Cục Bà mẹ và Trẻ em)',
      en: 'Ministry child affairs officer (Mother and Child Department)',
      ...worker,
    },
    vncop_coordinator: { vi: 'Điều phối viên Mạng lưới VN-COP', en: 'VN-COP coordinator', ...office },
    vncop_member_user: { vi: 'Cán bộ đầu mối của thành viên VN-COP', en: 'VN-COP member focal point', ...office },
    content_analyst: { vi: 'Chuyên viên phân tích nội dung', en: 'Content analyst', ...register },
    hash_db_operator: { vi: 'Cán bộ vận hành cơ sở dữ liệu mã băm', en: 'Hash database operator', ...register },
    hash_db_approver: { vi: 'Cán bộ phê duyệt cơ sở dữ liệu mã băm', en: 'Hash database approver', ...register },
    police_intake: { vi: 'Cán bộ công an tiếp nhận tin', en: 'Police intake officer', ...worker },
    police_investigator: { vi: 'Cán bộ điều tra', en: 'Police investigator', ...worker },
    takedown_officer: { vi: 'Cán bộ yêu cầu gỡ bỏ, ngăn chặn', en: 'Takedown and blocking officer', ...office },
    platform_contact: { vi: 'Đầu mối của nền tảng mạng', en: 'Platform contact', ...outside },
    isp_contact: {
      vi: 'Đầu mối của doanh nghiệp viễn thông, Internet',
      en: 'Telecom or Internet provider contact',
      ...outside,
    },
    listening_analyst: { vi: 'Chuyên viên lắng nghe mạng xã hội', en: 'Social listening analyst', ...listening },
    listening_reviewer: { vi: 'Chuyên viên thẩm định tin lắng nghe', en: 'Social listening reviewer', ...listening },
    listening_supervisor: { vi: 'Phụ trách lắng nghe mạng xã hội', en: 'Social listening supervisor', ...listening },
    facility_worker: {
      vi: 'Nhân viên cơ sở cung cấp dịch vụ bảo vệ trẻ em',
      en: 'Child protection service facility worker',
      ...worker,
      external: true,
    },
    school_officer: {
      vi: 'Cán bộ bảo vệ trẻ em của trường học',
      en: 'School child protection officer',
      ...worker,
      external: true,
    },
    youth_union_moderator: {
      vi: 'Cán bộ Đoàn điều phối tiếng nói trẻ em',
      en: 'Youth Union moderator of children’s voice',
      ...office,
    },
    catalogue_evaluator: {
      vi: 'Chuyên gia đánh giá sản phẩm cho trẻ em',
      en: 'Evaluator of products for children',
      ...office,
    },
    report_author: { vi: 'Người soạn báo cáo', en: 'Report author', ...office },
    report_approver: { vi: 'Người duyệt báo cáo', en: 'Report approver', ...office },
    programme_manager: { vi: 'Cán bộ quản lý chương trình', en: 'Programme manager', ...office },
    dpo: {
      vi: 'Cán bộ bảo vệ dữ liệu cá nhân',
      en: 'Data protection officer',
      source: 'Personal Data Protection Law 91/2025/QH15, art. 33',
      ...checking,
    },
    auditor: { vi: 'Kiểm tra viên', en: 'Auditor', ...checking },
    agency_admin: { vi: 'Quản trị viên của đơn vị', en: 'Agency administrator', ...office },
    sysadmin: { vi: 'Quản trị hệ thống', en: 'System administrator', ...office },
  },
});
export type Role = CodeOf<typeof role>;

/** Two duties that one person may not hold over the same matter (or, `scope: 'person'`, at all). */
export interface SeparationOfDuty {
  readonly code: string;
  readonly one: readonly Role[];
  readonly other: readonly Role[];
  /** `object`: not for the same object; `person`: never the same person; `agency`: not the same agency for the same object. */
  readonly scope: 'object' | 'person' | 'agency';
  readonly vi: string;
  readonly en: string;
  readonly source: string;
}

export const separationOfDuty: readonly SeparationOfDuty[] = [
  {
    code: 'SOD-ANALYST-APPROVER',
    one: ['content_analyst', 'hash_db_operator'],
    other: ['hash_db_approver'],
    scope: 'object',
    vi: 'Người phân tích hoặc đề nghị không được là người phê duyệt cùng một mục',
    en: 'The analyst or proposer of an entry may not approve it',
    source: ours,
  },
  {
    code: 'SOD-TWO-ANALYSTS',
    one: ['content_analyst'],
    other: ['content_analyst'],
    scope: 'object',
    vi: 'Hai lần thẩm định một nội dung phải do hai người khác nhau thực hiện',
    en: 'The two verifications of one content item must be made by two different people',
    source: ours,
  },
  {
    code: 'SOD-ORDER-PROPOSER',
    one: ['vncop_member_user', 'content_analyst', 'listening_analyst'],
    other: ['takedown_officer'],
    scope: 'agency',
    vi: 'Cơ quan ra yêu cầu gỡ bỏ khác với thành viên đề xuất',
    en: 'The agency that orders a takedown is not the member that proposed it',
    source: 'Decree 147/2024/ND-CP (bodies entitled to request); separation ours',
  },
  {
    code: 'SOD-LISTENING-PROMOTER',
    one: ['listening_analyst'],
    other: ['listening_supervisor'],
    scope: 'object',
    vi: 'Người lập quy tắc hoặc mô hình lắng nghe không được đưa chính nó vào sử dụng',
    en: 'Whoever made a listening rule or model may not put it into use',
    source: ours,
  },
  {
    code: 'SOD-SYSADMIN-AUDITOR',
    one: ['sysadmin'],
    other: ['auditor'],
    scope: 'person',
    vi: 'Quản trị hệ thống không được kiêm kiểm tra viên',
    en: 'A system administrator may not be an auditor',
    source: ours,
  },
  {
    code: 'SOD-REPORT-AUTHOR-APPROVER',
    one: ['report_author'],
    other: ['report_approver'],
    scope: 'object',
    vi: 'Người soạn báo cáo không được duyệt báo cáo đó',
    en: 'The author of a report may not approve it',
    source: ours,
  },
  {
    code: 'SOD-PLAN-AUTHOR-APPROVER',
    one: ['commune_child_officer'],
    other: ['commune_chair'],
    scope: 'object',
    vi: 'Người lập kế hoạch hỗ trợ, can thiệp không được phê duyệt kế hoạch đó',
    en: 'The author of a support and intervention plan may not approve it',
    source: 'Decree 56/2017/ND-CP, art. 28',
  },
];
