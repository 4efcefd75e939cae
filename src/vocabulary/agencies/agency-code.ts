/** What agencies are and what they may do. Who may do it, and from when, is in agencies.ts. */
import { ours } from '../source.ts';
import { type CodeOf, defineList } from '../term.ts';

export const agencyFunction = defineList({
  name: 'agency_function',
  title: { vi: 'Chức năng của cơ quan', en: 'Agency function' },
  source: ours,
  verified: false,
  terms: {
    RECEIVE_REPORT: {
      vi: 'Tiếp nhận thông tin, thông báo, tố giác',
      en: 'Receive reports',
      source: 'Law on Children 102/2016/QH13, art. 51; Decree 56/2017/ND-CP, art. 25',
      verified: true,
    },
    OWN_CASE: {
      vi: 'Chủ trì xử lý trường hợp trẻ em',
      en: 'Own the child protection case',
      source: 'Law on Children 102/2016/QH13, art. 52',
      verified: true,
    },
    APPROVE_PLAN: {
      vi: 'Phê duyệt kế hoạch hỗ trợ, can thiệp',
      en: 'Approve the support and intervention plan',
      source: 'Decree 56/2017/ND-CP, art. 28',
      verified: true,
    },
    EMERGENCY_MEASURE: {
      vi: 'Quyết định biện pháp khẩn cấp, tạm thời cách ly',
      en: 'Decide emergency measures and temporary separation',
      source: 'Decree 56/2017/ND-CP, art. 31-32',
      verified: true,
    },
    ORDER_TAKEDOWN: {
      vi: 'Yêu cầu gỡ bỏ nội dung, khóa tài khoản',
      en: 'Order removal of content or locking of accounts',
      source: 'Decree 147/2024/ND-CP',
      verified: true,
    },
    ORDER_BLOCK: {
      vi: 'Yêu cầu ngăn chặn truy cập',
      en: 'Order blocking of access',
      source: 'Decree 147/2024/ND-CP; Decree 53/2022/ND-CP',
    },
    INVESTIGATE: {
      vi: 'Điều tra, xác minh tội phạm',
      en: 'Investigate offences',
      source: 'Criminal Procedure Code 101/2015/QH13',
    },
    RUN_HASH_DB: { vi: 'Vận hành cơ sở dữ liệu mã băm CSAM', en: 'Run the CSAM hash database' },
    EXCHANGE_HASH: { vi: 'Trao đổi mã băm với đối tác', en: 'Exchange hashes with partners' },
    RUN_HELPLINE: {
      vi: 'Vận hành Tổng đài điện thoại quốc gia bảo vệ trẻ em 111',
      en: 'Run the national child protection helpline 111',
      source: 'Decree 56/2017/ND-CP, art. 22-23',
      verified: true,
    },
    RUN_LISTENING: {
      vi: 'Vận hành hệ thống lắng nghe mạng xã hội về trẻ em',
      en: 'Run social listening on matters of children',
    },
    SUPERVISE_CASES: {
      vi: 'Theo dõi, giám sát việc thực hiện kế hoạch hỗ trợ, can thiệp',
      en: 'Monitor the carrying out of plans',
      source: 'Decree 56/2017/ND-CP, art. 29',
      verified: true,
    },
    COORDINATE_VNCOP: {
      vi: 'Điều phối Mạng lưới ứng cứu, bảo vệ trẻ em trên môi trường mạng',
      en: 'Coordinate VN-COP',
    },
    EVALUATE_PRODUCT: {
      vi: 'Đánh giá sản phẩm, dịch vụ cho trẻ em',
      en: 'Evaluate products and services for children',
    },
    VOICE_OF_CHILD: {
      vi: 'Đại diện tiếng nói, nguyện vọng của trẻ em',
      en: 'Represent the voice of children',
      source: 'Law on Children 102/2016/QH13, art. 77',
    },
    REPORT_NATIONAL: { vi: 'Lập báo cáo quốc gia', en: 'Compile the national report' },
    AUDIT: { vi: 'Kiểm tra việc truy cập và xử lý dữ liệu', en: 'Audit access and data processing' },
  },
});
export type AgencyFunctionCode = CodeOf<typeof agencyFunction>;

export const agencyKind = defineList({
  name: 'agency_kind',
  title: { vi: 'Loại cơ quan, tổ chức', en: 'Kind of agency or organisation' },
  source: ours,
  verified: false,
  terms: {
    GOVERNMENT: { vi: 'Chính phủ, Thủ tướng Chính phủ', en: 'Government, Prime Minister' },
    COMMITTEE: { vi: 'Ủy ban liên ngành', en: 'Inter-sector committee' },
    MINISTRY: { vi: 'Bộ, cơ quan ngang Bộ', en: 'Ministry' },
    DEPARTMENT: { vi: 'Cục, vụ, đơn vị thuộc Bộ', en: 'Department of a ministry' },
    HELPLINE: { vi: 'Tổng đài', en: 'Helpline' },
    PEOPLES_COMMITTEE: { vi: 'Ủy ban nhân dân', en: 'People’s Committee' },
    PROVINCIAL_DEPARTMENT: { vi: 'Sở', en: 'Provincial department' },
    POLICE: { vi: 'Công an', en: 'Police' },
    PROCURACY: { vi: 'Viện kiểm sát nhân dân', en: 'People’s Procuracy' },
    COURT: { vi: 'Tòa án nhân dân', en: 'People’s Court' },
    UNION: { vi: 'Tổ chức chính trị - xã hội', en: 'Socio-political organisation' },
    ASSOCIATION: { vi: 'Hội, hiệp hội', en: 'Association' },
    SCHOOL: { vi: 'Cơ sở giáo dục', en: 'School' },
    FACILITY: { vi: 'Cơ sở cung cấp dịch vụ bảo vệ trẻ em', en: 'Child protection service facility' },
    PLATFORM: { vi: 'Nền tảng, mạng xã hội', en: 'Platform or social network' },
    ISP: { vi: 'Doanh nghiệp viễn thông, Internet', en: 'Telecom or Internet provider' },
    SECURITY_VENDOR: { vi: 'Doanh nghiệp an toàn, an ninh mạng', en: 'Cybersecurity company' },
    NGO: { vi: 'Tổ chức phi chính phủ', en: 'Non-governmental organisation' },
    PRESS: { vi: 'Cơ quan báo chí', en: 'Press' },
    INTERNATIONAL: { vi: 'Tổ chức quốc tế, đối tác nước ngoài', en: 'International organisation or foreign partner' },
  },
});
export type AgencyKind = CodeOf<typeof agencyKind>;

export const agencyLevel = defineList({
  name: 'agency_level',
  title: { vi: 'Cấp', en: 'Level' },
  source: 'two-tier local government from 1 July 2025; Decree 147/2025/ND-CP',
  verified: true,
  terms: {
    CENTRAL: { vi: 'Trung ương', en: 'Central' },
    PROVINCE: { vi: 'Cấp tỉnh', en: 'Province' },
    COMMUNE: { vi: 'Cấp xã', en: 'Commune' },
    INTERNATIONAL: { vi: 'Quốc tế', en: 'International' },
    PRIVATE: { vi: 'Doanh nghiệp, tổ chức xã hội', en: 'Enterprise or civil organisation' },
  },
});
export type AgencyLevel = CodeOf<typeof agencyLevel>;
