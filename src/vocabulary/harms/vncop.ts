/** Viet Nam's Network for Child Online Protection: roles of members and the eight functions. */
import { law, ours } from '../source.ts';
import { type CodeOf, defineList } from '../term.ts';

export const vncopMemberRole = defineList({
  name: 'vncop_member_role',
  title: { vi: 'Vai trò thành viên Mạng lưới', en: 'VN-COP member role' },
  source: `${law.decision716} and the operating regulation of November 2021; codes ours`,
  verified: false,
  terms: {
    COORDINATOR: { vi: 'Cơ quan điều phối', en: 'Coordinating agency', verified: true },
    STANDING: { vi: 'Cơ quan thường trực', en: 'Standing agency', verified: true },
    STATE_MEMBER: { vi: 'Cơ quan nhà nước', en: 'State member' },
    TELCO_ISP: { vi: 'Doanh nghiệp viễn thông, Internet', en: 'Telecom or Internet provider' },
    PLATFORM: { vi: 'Nền tảng, mạng xã hội', en: 'Platform' },
    SECURITY_VENDOR: { vi: 'Doanh nghiệp an toàn, an ninh mạng', en: 'Cybersecurity company' },
    NGO: { vi: 'Tổ chức phi chính phủ', en: 'Non-governmental organisation' },
    ASSOCIATION: { vi: 'Hội, hiệp hội', en: 'Association' },
    PRESS: { vi: 'Cơ quan báo chí', en: 'Press' },
    OBSERVER: { vi: 'Quan sát viên', en: 'Observer' },
  },
});
export type VncopMemberRole = CodeOf<typeof vncopMemberRole>;

export const vncopFunction = defineList({
  name: 'vncop_function',
  title: { vi: 'Chức năng của Mạng lưới', en: 'VN-COP function' },
  source: `${law.decision716}, as reported in June 2021; wording ours`,
  verified: true,
  terms: {
    F1: { vi: 'Truyền thông, nâng cao nhận thức', en: 'Communication' },
    F2: { vi: 'Tiếp nhận phản ánh, thu thập thông tin', en: 'Receive reports and collect information' },
    F3: {
      vi: 'Tổng hợp, phân loại, điều phối thành viên xử lý',
      en: 'Consolidate, classify and coordinate members’ handling',
    },
    F4: { vi: 'Phát triển hệ sinh thái sản phẩm lành mạnh', en: 'Healthy product ecosystem' },
    F5: { vi: 'Nâng cao năng lực', en: 'Capacity building' },
    F6: { vi: 'Xây dựng bộ quy tắc ứng xử', en: 'Code of conduct' },
    F7: { vi: 'Hợp tác, tham gia mạng lưới quốc tế', en: 'International networks' },
    F8: { vi: 'Tư vấn, đề xuất chính sách', en: 'Policy advice' },
  },
});
export type VncopFunction = CodeOf<typeof vncopFunction>;

export const vncopStep = defineList({
  name: 'vncop_step',
  title: { vi: 'Bước xử lý phản ánh của Mạng lưới', en: 'VN-COP handling step' },
  source: 'vn-cop.vn',
  verified: true,
  terms: {
    RECEIVE: { vi: 'Tiếp nhận', en: 'Receive' },
    COLLECT: { vi: 'Thu thập thông tin', en: 'Collect' },
    ASSESS: { vi: 'Xác minh, đánh giá nguy cơ và ảnh hưởng', en: 'Verify and assess' },
    COORDINATE: { vi: 'Điều phối xử lý', en: 'Coordinate handling' },
  },
});

/** Audience-limiting classes of an alert; how far the receiver may pass it on. */
export const alertSharing = defineList({
  name: 'alert_sharing',
  title: { vi: 'Phạm vi chia sẻ cảnh báo', en: 'Alert sharing limit' },
  source: `${ours}, after the Traffic Light Protocol 2.0`,
  verified: false,
  terms: {
    RED: { vi: 'Chỉ người nhận', en: 'Named recipients only' },
    AMBER: { vi: 'Trong tổ chức nhận', en: 'Within the receiving organisation' },
    GREEN: { vi: 'Trong Mạng lưới', en: 'Within the network' },
    CLEAR: { vi: 'Được công khai', en: 'May be made public' },
  },
});
export type AlertSharing = CodeOf<typeof alertSharing>;
