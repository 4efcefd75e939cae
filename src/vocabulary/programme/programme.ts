/** The national programme and the ministry plan as multi-programme data: the successor of 830 adds rows, it does not replace code. */

import type { ProgrammeStatus } from '../protection/status.ts';
import { law, ours } from '../source.ts';
import { type CodeOf, type Day, listOf } from '../term.ts';

export interface ProgrammeColumns {
  readonly status: ProgrammeStatus;
  readonly startsOn: Day;
  readonly endsOn: Day | null;
  readonly legalBasis: string;
}

export const programme = listOf<ProgrammeColumns>()({
  name: 'programme',
  title: { vi: 'Chương trình', en: 'Programme' },
  source: law.decision830,
  verified: true,
  terms: {
    P830: {
      vi: 'Chương trình “Bảo vệ và hỗ trợ trẻ em tương tác lành mạnh, sáng tạo trên môi trường mạng giai đoạn 2021 - 2025”',
      en: 'Programme “Protect and support children to interact healthily and creatively in the online environment, 2021-2025”',
      status: 'ENDED',
      startsOn: '2021-06-01',
      endsOn: '2025-12-31',
      legalBasis: law.decision830,
    },
    K838: {
      vi: 'Kế hoạch của Bộ Lao động - Thương binh và Xã hội thực hiện Chương trình 830',
      en: 'Ministry of Labour, Invalids and Social Affairs plan to carry out Programme 830',
      source: law.decision838,
      status: 'ENDED',
      startsOn: '2021-07-21',
      endsOn: '2025-12-31',
      legalBasis: law.decision838,
    },
    'P2026-2030': {
      vi: 'Chương trình bảo vệ và hỗ trợ trẻ em trên môi trường mạng giai đoạn 2026 - 2030',
      en: 'Programme to protect and support children online, 2026-2030',
      source: 'vietnamnet.vn 2474841 (22 Dec 2025): in drafting by A05; number and date of approval not seen',
      verified: false,
      status: 'DRAFTING',
      startsOn: '2026-01-01',
      endsOn: '2030-12-31',
      legalBasis: 'not seen',
    },
  },
});
export type Programme = CodeOf<typeof programme>;

export interface ProgrammeTargetColumns {
  readonly programme: Programme;
  /** Per cent to be reached, null where no number was readable. */
  readonly target: number | null;
  /** Indicators that measure it. */
  readonly indicators: readonly string[];
}

export const programmeTarget = listOf<ProgrammeTargetColumns>()({
  name: 'programme_target',
  title: { vi: 'Mục tiêu của Chương trình', en: 'Programme target' },
  source: `${law.decision830}; codes ours`,
  verified: true,
  terms: {
    'T830-01': {
      vi: '100% trường tiểu học, trung học cơ sở, trung học phổ thông và cơ sở trợ giúp, chăm sóc trẻ em tổ chức truyền thông, giáo dục định kỳ về kiến thức, kỹ năng tham gia môi trường mạng an toàn',
      en: '100% of schools and child care or protection facilities hold periodic education on safe online participation',
      programme: 'P830',
      target: 100,
      indicators: ['I-50'],
    },
    'T830-02': {
      vi: '100% trẻ em là nạn nhân bị xâm hại trên môi trường mạng được hỗ trợ, can thiệp khi có yêu cầu từ trẻ em, người thân hoặc cộng đồng',
      en: '100% of child victims of online abuse get support or intervention when the child, relatives or the community ask',
      programme: 'P830',
      target: 100,
      indicators: ['I-22'],
    },
    'T830-03': {
      vi: 'Phấn đấu 100% tổ chức, cá nhân bị tố giác hoặc bị phát hiện vi phạm pháp luật về trẻ em trên môi trường mạng bị xử lý theo quy định',
      en: 'Strive for 100% of organisations and persons denounced or found in breach of child law online to be handled under the law',
      programme: 'P830',
      target: 100,
      indicators: ['I-40', 'I-41'],
    },
    'T830-04': {
      vi: 'Trẻ em, cha mẹ, giáo viên, người chăm sóc được truyền thông về kiến thức, kỹ năng (tỷ lệ chưa đọc được)',
      en: 'Children, parents, teachers and carers reached with knowledge and skills (share not readable)',
      verified: false,
      programme: 'P830',
      target: null,
      indicators: ['I-51', 'I-52'],
    },
    'T830-05': {
      vi: 'Xây dựng, vận hành cơ sở dữ liệu CSAM, Mạng lưới VN-COP và bộ tiêu chí đánh giá sản phẩm bảo vệ trẻ em',
      en: 'Build and run the CSAM database, VN-COP and evaluation criteria for child-protection products',
      verified: false,
      programme: 'P830',
      target: null,
      indicators: ['I-34', 'I-61'],
    },
    'T830-06': {
      vi: 'Tỷ lệ sản phẩm, dịch vụ Việt Nam dành cho trẻ em trong hệ sinh thái (chưa thấy con số)',
      en: 'Share of Vietnamese products and services for children in the ecosystem (no number seen)',
      verified: false,
      programme: 'P830',
      target: null,
      indicators: ['I-61'],
    },
  },
});
export type ProgrammeTarget = CodeOf<typeof programmeTarget>;

export interface PlanTaskColumns {
  readonly programme: Programme;
  /** Agency codes as named in 2021; successors follow from the agency table. */
  readonly lead: readonly string[];
  readonly partners: readonly string[];
  readonly when: { readonly from: number; readonly recurring: boolean };
  readonly result_vi: string;
  readonly result_en: string;
}

export const planTask = listOf<PlanTaskColumns>()({
  name: 'plan_task',
  title: { vi: 'Nhiệm vụ của Kế hoạch 838', en: 'Task of plan 838' },
  source: `${law.decision838}; codes ours`,
  verified: true,
  terms: {
    'K838-01': {
      vi: 'Cổng thông tin, ứng dụng, trang mạng xã hội để trẻ em tìm, nhận, chia sẻ thông tin, bày tỏ ý kiến phù hợp độ tuổi, mức độ trưởng thành và nhu cầu',
      en: 'Portal, app and social-network pages to find, receive and share information and express views by age, maturity and needs',
      programme: 'K838',
      lead: ['MOLISA-DCA'],
      partners: ['MIC'],
      when: { from: 2021, recurring: false },
      result_vi: 'Cổng, ứng dụng, trang đi vào hoạt động',
      result_en: 'Portal, app and pages live',
    },
    'K838-02': {
      vi: 'Tham gia Mạng lưới ứng cứu, bảo vệ trẻ em trên môi trường mạng',
      en: 'Take part in VN-COP',
      programme: 'K838',
      lead: ['MOLISA-DCA'],
      partners: ['MIC'],
      when: { from: 2021, recurring: true },
      result_vi: 'Là thành viên, thực hiện nhiệm vụ được giao',
      result_en: 'Membership and tasks done',
    },
    'K838-03': {
      vi: 'Báo cáo đánh giá tình hình và đề xuất giải pháp bảo vệ trẻ em trên môi trường mạng',
      en: 'Report: situation assessment and proposed solutions on child online protection',
      programme: 'K838',
      lead: ['MOLISA-DCA'],
      partners: [],
      when: { from: 2021, recurring: false },
      result_vi: 'Báo cáo được công bố',
      result_en: 'Published report',
    },
    'K838-04': {
      vi: 'Cơ chế phối hợp, quy trình tiếp nhận, điều tra, xử lý xâm hại trẻ em trên môi trường mạng; theo dõi liên ngành về tội phạm xâm hại tình dục trẻ em trên mạng',
      en: 'Coordination mechanism and procedure to receive, investigate and handle online abuse; inter-agency tracking of online child sexual offences',
      programme: 'K838',
      lead: ['MOLISA-DCA'],
      partners: ['MPS', 'MIC'],
      when: { from: 2021, recurring: false },
      result_vi: 'Cơ chế, quy trình được ban hành',
      result_en: 'Mechanism and procedure issued',
    },
    'K838-05': {
      vi: 'Kênh thông báo trực tuyến tích hợp với Tổng đài 111',
      en: 'Online notification channels integrated with 111',
      programme: 'K838',
      lead: ['MOLISA-DCA'],
      partners: ['C111'],
      when: { from: 2022, recurring: false },
      result_vi: 'Các kênh được tích hợp',
      result_en: 'Integrated channels',
    },
    'K838-06': {
      vi: 'Tư vấn, hỗ trợ tâm lý cho trẻ em bị xâm hại trên mạng qua Tổng đài 111 và cơ sở trợ giúp xã hội',
      en: 'Counselling and psychological support to children abused online via 111 and social-assistance facilities',
      programme: 'K838',
      lead: ['MOLISA'],
      partners: [],
      when: { from: 2021, recurring: true },
      result_vi: 'Số trường hợp được hỗ trợ',
      result_en: 'Cases served',
    },
    'K838-07': {
      vi: 'Phối hợp với Bộ Công an, Bộ Thông tin và Truyền thông phòng ngừa, phát hiện, ngăn chặn',
      en: 'Work with the ministries of Public Security and of Information and Communications to prevent, detect and block',
      programme: 'K838',
      lead: ['MOLISA'],
      partners: ['MPS', 'MIC'],
      when: { from: 2021, recurring: true },
      result_vi: 'Hoạt động phối hợp',
      result_en: 'Joint actions',
    },
    'K838-08': {
      vi: 'Nghiên cứu: lấy trẻ em làm trung tâm, sự tham gia của trẻ em hoặc tổ chức đại diện vào chính sách số',
      en: 'Research: child at the centre, participation of children or their representative body in digital policy',
      programme: 'K838',
      lead: ['MOLISA-DCA'],
      partners: ['YOUTH_UNION'],
      when: { from: 2021, recurring: true },
      result_vi: 'Đề xuất chính sách',
      result_en: 'Proposals',
    },
    'K838-09': {
      vi: 'Xây dựng, vận hành, thu thập dữ liệu cho cơ sở dữ liệu CSAM của Việt Nam',
      en: 'Build, operate and collect data for Viet Nam’s CSAM database',
      programme: 'K838',
      lead: ['MOLISA'],
      partners: ['MIC', 'MPS'],
      when: { from: 2021, recurring: true },
      result_vi: 'Dữ liệu được đóng góp',
      result_en: 'Data contributed',
    },
    'K838-10': {
      vi: 'Lắng nghe mạng xã hội (trí tuệ nhân tạo, học máy, phân tích dữ liệu): lọc, thu thập siêu dữ liệu, phân tích; kết nối với cơ sở dữ liệu CSAM',
      en: 'Social listening (AI, machine learning, analytics): filter, collect metadata, analyse; connect with the CSAM database',
      programme: 'K838',
      lead: ['MOLISA'],
      partners: ['MIC'],
      when: { from: 2021, recurring: true },
      result_vi: 'Hệ thống và kết nối',
      result_en: 'System and link',
    },
  },
});
export type PlanTask = CodeOf<typeof planTask>;

/** Five general objectives of programme 830, in our words. */
export const programmeObjective = listOf<{ readonly programme: Programme }>()({
  name: 'programme_objective',
  title: { vi: 'Mục tiêu tổng quát', en: 'General objective' },
  source: `${law.decision830}; wording ${ours}`,
  verified: true,
  terms: {
    'O830-1': {
      vi: 'Bảo vệ đời sống riêng tư, ngăn chặn hành vi bị cấm',
      en: 'Protect privacy and stop prohibited acts',
      programme: 'P830',
    },
    'O830-2': {
      vi: 'Trang bị kiến thức, kỹ năng theo lứa tuổi để trẻ tự bảo vệ và biết thông báo, tố giác',
      en: 'Equip children by age to protect themselves and to notify',
      programme: 'P830',
    },
    'O830-3': {
      vi: 'Truyền thông tới toàn xã hội, nhất là cha mẹ, giáo viên, người chăm sóc',
      en: 'Communicate to society, above all parents, teachers and carers',
      programme: 'P830',
    },
    'O830-4': {
      vi: 'Chủ động phòng ngừa, phát hiện và hỗ trợ phục hồi',
      en: 'Proactive prevention and detection, recovery support',
      programme: 'P830',
    },
    'O830-5': {
      vi: 'Phát triển hệ sinh thái sản phẩm Việt Nam cho trẻ em học tập, kết nối, giải trí',
      en: 'Vietnamese product ecosystem for learning, connecting and entertainment',
      programme: 'P830',
    },
  },
});
