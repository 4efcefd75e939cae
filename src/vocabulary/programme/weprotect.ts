/** WeProtect Model National Response: 21 capabilities for the self-assessment table of the situation report. */
import { international } from '../source.ts';
import { type CodeOf, defineList, listOf } from '../term.ts';

export const weprotectArea = defineList({
  name: 'weprotect_area',
  title: { vi: 'Lĩnh vực (WeProtect)', en: 'WeProtect area' },
  source: international.weprotect,
  verified: true,
  terms: {
    POLICY: { vi: 'Chính sách và quản trị', en: 'Policy and governance' },
    JUSTICE: { vi: 'Tư pháp hình sự', en: 'Criminal justice' },
    VICTIM: { vi: 'Nạn nhân', en: 'Victim' },
    SOCIETAL: { vi: 'Xã hội', en: 'Societal' },
    INDUSTRY: { vi: 'Doanh nghiệp', en: 'Industry' },
    MEDIA: { vi: 'Truyền thông', en: 'Media and communications' },
  },
});

type Area = CodeOf<typeof weprotectArea>;

export const weprotectCapability = listOf<{ readonly area: Area; readonly number: number }>()({
  name: 'weprotect_capability',
  title: { vi: 'Năng lực quốc gia (WeProtect)', en: 'WeProtect capability' },
  source: international.weprotect,
  verified: true,
  terms: {
    'MNR-01': { vi: 'Lãnh đạo', en: 'Leadership', area: 'POLICY', number: 1 },
    'MNR-02': {
      vi: 'Nghiên cứu, phân tích, giám sát',
      en: 'Research, analysis and monitoring',
      area: 'POLICY',
      number: 2,
    },
    'MNR-03': { vi: 'Pháp luật', en: 'Legislation', area: 'POLICY', number: 3 },
    'MNR-04': {
      vi: 'Lực lượng thực thi pháp luật chuyên trách',
      en: 'Dedicated law enforcement',
      area: 'JUSTICE',
      number: 4,
    },
    'MNR-05': { vi: 'Tòa án và cơ quan công tố', en: 'Judiciary and prosecutors', area: 'JUSTICE', number: 5 },
    'MNR-06': { vi: 'Quản lý người phạm tội', en: 'Offender management process', area: 'JUSTICE', number: 6 },
    'MNR-07': { vi: 'Tiếp cận cơ sở dữ liệu hình ảnh', en: 'Access to image databases', area: 'JUSTICE', number: 7 },
    'MNR-08': { vi: 'Hỗ trợ trọn vẹn cho nạn nhân', en: 'End-to-end support', area: 'VICTIM', number: 8 },
    'MNR-09': { vi: 'Đội ngũ bảo vệ trẻ em', en: 'Child protection workforce', area: 'VICTIM', number: 9 },
    'MNR-10': {
      vi: 'Bồi thường, khắc phục, khiếu nại',
      en: 'Compensation, remedies and complaints',
      area: 'VICTIM',
      number: 10,
    },
    'MNR-11': { vi: 'Đường dây trợ giúp trẻ em', en: 'Child helpline', area: 'VICTIM', number: 11 },
    'MNR-12': { vi: 'Đường dây nóng tiếp nhận CSEA', en: 'CSEA hotline', area: 'SOCIETAL', number: 12 },
    'MNR-13': { vi: 'Chương trình giáo dục', en: 'Education programme', area: 'SOCIETAL', number: 13 },
    'MNR-14': { vi: 'Sự tham gia của trẻ em', en: 'Child participation', area: 'SOCIETAL', number: 14 },
    'MNR-15': {
      vi: 'Hệ thống hỗ trợ người có nguy cơ phạm tội',
      en: 'Offender support systems',
      area: 'SOCIETAL',
      number: 15,
      verified: false,
    },
    'MNR-16': {
      vi: 'Quy trình thông báo và gỡ bỏ',
      en: 'Notice and takedown procedures',
      area: 'INDUSTRY',
      number: 16,
      verified: false,
    },
    'MNR-17': { vi: 'Báo cáo CSEA', en: 'CSEA reporting', area: 'INDUSTRY', number: 17, verified: false },
    'MNR-18': {
      vi: 'Phát triển giải pháp sáng tạo',
      en: 'Innovative solution development',
      area: 'INDUSTRY',
      number: 18,
      verified: false,
    },
    'MNR-19': {
      vi: 'Trách nhiệm xã hội của doanh nghiệp',
      en: 'Corporate social responsibility',
      area: 'INDUSTRY',
      number: 19,
      verified: false,
    },
    'MNR-20': {
      vi: 'Đưa tin có đạo đức và hiểu biết',
      en: 'Ethical and informed media reporting',
      area: 'MEDIA',
      number: 20,
      verified: false,
    },
    'MNR-21': { vi: 'Thuật ngữ thống nhất', en: 'Universal terminology', area: 'MEDIA', number: 21, verified: false },
  },
});

/** Self-assessment 1 to 4: four phases from building to maturity (2022 framework); the names of the middle two are ours. */
export const weprotectMaturity = defineList({
  name: 'weprotect_maturity',
  title: { vi: 'Mức trưởng thành', en: 'Maturity phase' },
  source: `${international.weprotect}; maturity model with UNICEF (2022)`,
  verified: false,
  terms: {
    'PHASE-1': { vi: 'Mức 1: Khởi đầu', en: 'Phase 1: Building' },
    'PHASE-2': { vi: 'Mức 2: Đang hình thành', en: 'Phase 2: Developing' },
    'PHASE-3': { vi: 'Mức 3: Đã thiết lập', en: 'Phase 3: Established' },
    'PHASE-4': { vi: 'Mức 4: Trưởng thành', en: 'Phase 4: Maturity' },
  },
});
