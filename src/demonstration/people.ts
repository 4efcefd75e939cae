import type { AgencySeed, DemonstrationPerson } from '../members/index.ts';

/** The demonstration's commune and its province, and a commune of another province. */
const COMMUNE = '00004';
const PROVINCE = '01';
const ELSEWHERE = '20242';

/** Communes in whose cases invented people work: two of one province, and one each of three others. */
export const demonstrationCommunes = [COMMUNE, '00008', ELSEWHERE, '26740', '31120'] as const;

/** Invented organisations, for what no list of the state holds. */
export const organisations: readonly AgencySeed[] = [
  organisation('FACILITY-MAU-1', 'FACILITY', 'Trung tâm Công tác xã hội Mẫu', 'Sample Social Work Centre'),
  organisation('FACILITY-MAU-2', 'FACILITY', 'Nhà tạm lánh Mẫu', 'Sample Shelter'),
  organisation('PLATFORM-MAU-1', 'PLATFORM', 'Nền tảng Mẫu', 'Sample Platform'),
  organisation('PLATFORM-MAU-2', 'PLATFORM', 'Mạng video Mẫu', 'Sample Video Network'),
  organisation('PLATFORM-MAU-3', 'PLATFORM', 'Diễn đàn Mẫu', 'Sample Forum'),
  organisation('ISP-MAU-1', 'ISP', 'Nhà mạng Mẫu', 'Sample Provider'),
  organisation('ISP-MAU-2', 'ISP', 'Trung tâm dữ liệu Mẫu', 'Sample Data Centre'),
  organisation('SECURITY-MAU-1', 'SECURITY_VENDOR', 'An ninh mạng Mẫu', 'Sample Security Company'),
  organisation('NGO-MAU-1', 'NGO', 'Quỹ Bạn của trẻ Mẫu', 'Sample Children’s Fund'),
  organisation('SCHOOL-MAU-1', 'SCHOOL', 'Trường Trung học cơ sở Mẫu', 'Sample Lower Secondary School'),
];

function organisation(code: string, kind: string, nameVi: string, nameEn: string): AgencySeed {
  return {
    code,
    nameVi,
    nameEn,
    kind,
    level: 'PRIVATE',
    predecessors: [],
    functions: [],
    source: 'demonstration, invented',
    verified: false,
  };
}

/** Everybody invented. The names are adjectives and virtues, the addresses end in `.example`. */
export const people: readonly DemonstrationPerson[] = [
  {
    login: 'tiep.nhan@tongdai111.example',
    name: 'Trần Mẫu Tiếp Nhận',
    agency: 'C111',
    role: '111_agent',
    desk: '111-intake',
  },
  {
    login: 'tu.van.mot@tongdai111.example',
    name: 'Nguyễn Mẫu Lắng Nghe',
    agency: 'C111',
    role: '111_counsellor',
    desk: '111-intake',
  },
  {
    login: 'tu.van.hai@tongdai111.example',
    name: 'Lê Mẫu Kiên Nhẫn',
    agency: 'C111',
    role: '111_counsellor',
    desk: '111-intake',
  },
  {
    login: 'giam.sat@tongdai111.example',
    name: 'Phạm Mẫu Cẩn Trọng',
    agency: 'C111',
    role: '111_supervisor',
    desk: '111-intake',
  },
  { login: 'quan.tri@tongdai111.example', name: 'Đỗ Mẫu Ngăn Nắp', agency: 'C111', role: 'agency_admin' },
  { login: 'du.lieu@tongdai111.example', name: 'Hồ Mẫu Kín Đáo', agency: 'C111', role: 'dpo' },
  { login: 'kiem.tra@tongdai111.example', name: 'Ngô Mẫu Minh Bạch', agency: 'C111', role: 'auditor' },
  {
    login: 'can.bo@xa-mau.example',
    name: 'Hoàng Mẫu Tận Tâm',
    agency: `UBND-${COMMUNE}`,
    role: 'commune_child_officer',
    commune: COMMUNE,
  },
  {
    login: 'chu.tich@xa-mau.example',
    name: 'Vũ Mẫu Trách Nhiệm',
    agency: `UBND-${COMMUNE}`,
    role: 'commune_chair',
    commune: COMMUNE,
  },
  {
    login: 'so.y.te@tinh-mau.example',
    name: 'Bùi Mẫu Chu Đáo',
    agency: `SYT-${PROVINCE}`,
    role: 'province_child_officer',
    province: PROVINCE,
  },
  { login: 'tre.em@bo-mau.example', name: 'Đặng Mẫu Bao Quát', agency: 'MOH-MCD', role: 'ministry_child_officer' },
  {
    login: 'truc.ban@a05-mau.example',
    name: 'Phan Mẫu Nhanh Nhạy',
    agency: 'MPS-A05',
    role: 'police_intake',
    desk: 'a05-intake',
  },
  { login: 'phan.tich.mot@a05-mau.example', name: 'Lý Mẫu Tỉ Mỉ', agency: 'MPS-A05', role: 'content_analyst' },
  { login: 'phan.tich.hai@a05-mau.example', name: 'Đinh Mẫu Thận Trọng', agency: 'MPS-A05', role: 'content_analyst' },
  { login: 'tham.dinh@tongdai111.example', name: 'Đoàn Mẫu Vững Tâm', agency: 'C111', role: 'content_verifier' },
  { login: 'yeu.cau.mot@a05-mau.example', name: 'Hà Mẫu Đúng Hạn', agency: 'MPS-A05', role: 'takedown_officer' },
  { login: 'yeu.cau.hai@a05-mau.example', name: 'Tạ Mẫu Cẩn Trọng', agency: 'MPS-A05', role: 'takedown_officer' },
  {
    login: 'tham.dinh@thong-tin-mau.example',
    name: 'Vương Mẫu Tinh Tường',
    agency: 'MOCST-ABEI',
    role: 'content_verifier',
  },
  {
    login: 'yeu.cau@thong-tin-mau.example',
    name: 'Nghiêm Mẫu Rành Mạch',
    agency: 'MOCST-ABEI',
    role: 'takedown_officer',
  },
  {
    login: 'dau.moi@nen-tang-mau.example',
    name: 'Lâm Mẫu Trả Lời',
    agency: 'PLATFORM-MAU-1',
    role: 'platform_contact',
  },
  // Who answers for the network, and the people of its other members.
  { login: 'dieu.phoi@a05-mau.example', name: 'Vương Mẫu Kết Nối', agency: 'MPS-A05', role: 'vncop_coordinator' },
  ...(
    [
      ['mang-video-mau', 'Âu Mẫu Sốt Sắng', 'PLATFORM-MAU-2', 'platform_contact'],
      ['dien-dan-mau', 'Ôn Mẫu Thong Thả', 'PLATFORM-MAU-3', 'platform_contact'],
      ['nha-mang-mau', 'Khúc Mẫu Vững Dây', 'ISP-MAU-1', 'isp_contact'],
      ['trung-tam-mau', 'Cù Mẫu Lưu Giữ', 'ISP-MAU-2', 'isp_contact'],
      ['an-ninh-mau', 'Viên Mẫu Cảnh Giác', 'SECURITY-MAU-1', 'vncop_member_user'],
      ['quy-mau', 'Từ Mẫu Sẻ Chia', 'NGO-MAU-1', 'vncop_member_user'],
    ] as const
  ).map(([place, name, agency, role]) => ({
    login: `dau.moi@${place}.example`,
    name,
    agency,
    role,
    unseen: true as const,
  })),
  { login: 'van.hanh@a05-mau.example', name: 'Mai Mẫu Chính Xác', agency: 'MPS-A05', role: 'hash_db_operator' },
  { login: 'phe.duyet@a05-mau.example', name: 'Cao Mẫu Công Tâm', agency: 'MPS-A05', role: 'hash_db_approver' },
  {
    login: 'lang.nghe@bo-mau.example',
    name: 'Thái Mẫu Chăm Chú',
    agency: 'MOH-MCD',
    role: 'listening_analyst',
  },
  {
    login: 'tham.dinh.mot@bo-mau.example',
    name: 'Kiều Mẫu Khách Quan',
    agency: 'MOH-MCD',
    role: 'listening_reviewer',
  },
  {
    login: 'tham.dinh.hai@bo-mau.example',
    name: 'Quách Mẫu Công Bằng',
    agency: 'MOH-MCD',
    role: 'listening_reviewer',
  },
  {
    login: 'phu.trach@bo-mau.example',
    name: 'Triệu Mẫu Vững Vàng',
    agency: 'MOH-MCD',
    role: 'listening_supervisor',
  },
  { login: 'bien.tap.mot@bo-mau.example', name: 'Lam Mẫu Trong Sáng', agency: 'MOH-MCD', role: 'editor' },
  { login: 'bien.tap.hai@bo-mau.example', name: 'Ninh Mẫu Kỹ Càng', agency: 'MOH-MCD', role: 'editor' },
  { login: 'bien.tap@tongdai111.example', name: 'Giang Mẫu Dịu Dàng', agency: 'C111', role: 'editor' },
  { login: 'kiem.tra@a05-mau.example', name: 'Đào Mẫu Ngay Thẳng', agency: 'MPS-A05', role: 'auditor' },
  { login: 'du.lieu@bo-mau.example', name: 'Lưu Mẫu Cẩn Mật', agency: 'MOH-MCD', role: 'dpo' },
  { login: 'danh.gia.mot@bo-mau.example', name: 'Vi Mẫu Công Tâm', agency: 'MOH', role: 'catalogue_evaluator' },
  { login: 'danh.gia.hai@bo-mau.example', name: 'Nghiêm Mẫu Tỉ Mỉ', agency: 'MOH', role: 'catalogue_evaluator' },
  {
    login: 'danh.gia.ba@bo-mau.example',
    name: 'Từ Mẫu Thẳng Thắn',
    agency: 'MOH',
    role: 'catalogue_evaluator',
    unseen: true,
  },
  {
    login: 'tieng.noi@doan-mau.example',
    name: 'Mai Mẫu Lắng Nghe',
    agency: 'YOUTH_UNION',
    role: 'youth_union_moderator',
  },
  {
    login: 'tieng.noi.hai@doan-mau.example',
    name: 'Sơn Mẫu Chu Đáo',
    agency: 'YOUTH_UNION',
    role: 'youth_union_moderator',
    unseen: true,
  },
  { login: 'he.thong@bo-mau.example', name: 'Tạ Mẫu Bền Bỉ', agency: 'MOH', role: 'sysadmin' },
  {
    login: 'dieu.tra@cong-an-mau.example',
    name: 'Trịnh Mẫu Kiên Định',
    agency: `CAT-${PROVINCE}`,
    role: 'police_investigator',
    province: PROVINCE,
  },
  {
    login: 'dieu.tra.hai@cong-an-mau.example',
    name: 'Nghiêm Mẫu Sắc Sảo',
    agency: `CAT-${PROVINCE}`,
    role: 'police_investigator',
    province: PROVINCE,
  },
  {
    login: 'dieu.tra@cong-an-khac.example',
    name: 'Lâm Mẫu Bền Chí',
    agency: 'CAT-79',
    role: 'police_investigator',
    province: '79',
  },
  { login: 'dieu.tra@a05-mau.example', name: 'Phùng Mẫu Sâu Sát', agency: 'MPS-A05', role: 'police_investigator' },
  {
    login: 'nhan.vien@co-so-mau.example',
    name: 'Châu Mẫu Ân Cần',
    agency: 'FACILITY-MAU-1',
    role: 'facility_worker',
  },
  ...communePeople(ELSEWHERE, 'phuong-khac', ['Dương Mẫu Nhẫn Nại', 'Lương Mẫu Quyết Đoán']),
  ...communePeople('00008', 'phuong-ben', ['Hà Mẫu Chân Thành', 'Tô Mẫu Điềm Tĩnh'], true),
  ...communePeople('26740', 'phuong-nam', ['Kiều Mẫu Nhân Ái', 'Quách Mẫu Chính Trực'], true),
  ...communePeople('31120', 'phuong-tay', ['La Mẫu Hiền Hòa', 'Mạc Mẫu Công Minh'], true),
  {
    login: 'nhan.vien@tam-lanh-mau.example',
    name: 'Thái Mẫu Chở Che',
    agency: 'FACILITY-MAU-2',
    role: 'facility_worker',
    unseen: true,
  },
];

/** The child-protection officer and the chair of a commune. */
function communePeople(
  commune: string,
  place: string,
  names: readonly [string, string],
  unseen?: true,
): DemonstrationPerson[] {
  return (['commune_child_officer', 'commune_chair'] as const).map((role, at) => ({
    login: `${at === 0 ? 'can.bo' : 'chu.tich'}@${place}.example`,
    name: names[at] ?? '',
    agency: `UBND-${commune}`,
    role,
    commune,
    ...(unseen ? { unseen } : {}),
  }));
}
