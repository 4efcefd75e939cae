/** How a report arrives and from whom. */
import { law, ours } from '../source.ts';
import { type CodeOf, defineList, listOf } from '../term.ts';

export const reportChannel = listOf<{ readonly machine: boolean; readonly online: boolean }>()({
  name: 'report_channel',
  title: { vi: 'Kênh tiếp nhận', en: 'Report channel' },
  source: 'channels of helpline 111 and VN-COP (tongdai111.vn, vn-cop.vn); codes ours',
  verified: false,
  terms: {
    TEL111: { vi: 'Điện thoại 111', en: 'Telephone 111', machine: false, online: false },
    ZALO111: { vi: 'Zalo 111', en: 'Zalo 111', machine: false, online: true },
    APP111: { vi: 'Ứng dụng Tổng đài 111', en: 'Helpline 111 app', machine: false, online: true },
    WEB: { vi: 'Cổng thông tin', en: 'Web portal', machine: false, online: true },
    PWA: { vi: 'Ứng dụng cài từ cổng thông tin', en: 'Installed web app', machine: false, online: true },
    FANPAGE: { vi: 'Trang mạng xã hội', en: 'Social network page', machine: false, online: true },
    EMAIL: { vi: 'Thư điện tử', en: 'E-mail', machine: false, online: true },
    LETTER: { vi: 'Công văn, thư', en: 'Letter', machine: false, online: false },
    PRESS: { vi: 'Báo chí', en: 'Press', machine: false, online: false },
    INPERSON: { vi: 'Trực tiếp', en: 'In person', machine: false, online: false },
    VNCOP_FORM: { vi: 'Biểu mẫu VN-COP', en: 'VN-COP form', machine: false, online: true },
    PLATFORM_API: { vi: 'Kết nối từ nền tảng mạng', en: 'Platform interface', machine: true, online: true },
    NCMEC: { vi: 'NCMEC CyberTipline', en: 'NCMEC CyberTipline', machine: true, online: true },
    INHOPE: { vi: 'Mạng lưới INHOPE', en: 'INHOPE network', machine: true, online: true },
    POLICE: { vi: 'Cơ quan Công an', en: 'Police', machine: false, online: false },
    LISTENING: { vi: 'Lắng nghe mạng xã hội', en: 'Social listening', machine: true, online: true },
  },
});
export type ReportChannel = CodeOf<typeof reportChannel>;

export const informantType = defineList({
  name: 'informant_type',
  title: { vi: 'Người báo tin', en: 'Informant' },
  source: `${law.decree56}, form 01 (identity only with the informant’s consent); codes ours`,
  verified: false,
  terms: {
    CHILD: { vi: 'Chính trẻ em', en: 'The child' },
    PARENT: { vi: 'Cha, mẹ, người chăm sóc', en: 'Parent or carer' },
    RELATIVE: { vi: 'Người thân', en: 'Relative' },
    TEACHER: { vi: 'Giáo viên, nhân viên trường học', en: 'Teacher or school staff' },
    PEER: { vi: 'Bạn bè', en: 'Peer' },
    NEIGHBOUR: { vi: 'Hàng xóm, người trong cộng đồng', en: 'Neighbour or community member' },
    STAFF: { vi: 'Cán bộ, nhân viên cơ quan, cơ sở', en: 'Official or facility staff' },
    PLATFORM: { vi: 'Nền tảng mạng', en: 'Platform' },
    MEMBER_ORG: { vi: 'Thành viên mạng lưới', en: 'Network member' },
    ANON: { vi: 'Không nêu danh tính', en: 'Anonymous' },
    MONITORING: {
      vi: 'Hệ thống lắng nghe, không có người báo tin',
      en: 'Monitoring system, no informant',
      source: ours,
    },
  },
});
export type InformantType = CodeOf<typeof informantType>;

export const suspectRelation = defineList({
  name: 'suspect_relation',
  title: { vi: 'Quan hệ của người bị nghi vấn với trẻ', en: 'Relation of the suspected person to the child' },
  source: `${ours}, after the offender relationship field of Primero and form 03 of Decree 56`,
  verified: false,
  terms: {
    PARENT: { vi: 'Cha hoặc mẹ', en: 'Parent' },
    STEP_PARENT: { vi: 'Cha dượng, mẹ kế hoặc người sống chung với cha, mẹ', en: 'Step-parent or parent’s partner' },
    SIBLING: { vi: 'Anh, chị, em', en: 'Sibling' },
    RELATIVE: { vi: 'Họ hàng', en: 'Other relative' },
    CAREGIVER: { vi: 'Người chăm sóc, nuôi dưỡng', en: 'Other carer' },
    TEACHER: { vi: 'Giáo viên, nhân viên trường học', en: 'Teacher or school staff' },
    PEER: { vi: 'Bạn cùng trường, cùng lứa', en: 'Peer or schoolmate' },
    PARTNER: { vi: 'Người yêu hoặc người yêu cũ', en: 'Current or former partner' },
    NEIGHBOUR: { vi: 'Hàng xóm, người quen của gia đình', en: 'Neighbour or family acquaintance' },
    AUTHORITY: { vi: 'Người có uy tín, huấn luyện viên, cán bộ', en: 'Person in authority, coach, official' },
    ONLINE_KNOWN: { vi: 'Người chỉ quen qua mạng', en: 'Person known only online' },
    ONLINE_UNKNOWN: { vi: 'Người lạ trên mạng', en: 'Stranger online' },
    STRANGER: { vi: 'Người lạ ngoài đời', en: 'Stranger offline' },
    ORGANISED: { vi: 'Nhóm có tổ chức', en: 'Organised group' },
    OTHER: { vi: 'Quan hệ khác', en: 'Other' },
    UNKNOWN: { vi: 'Không rõ', en: 'Not known' },
  },
});
export type SuspectRelation = CodeOf<typeof suspectRelation>;
