/** The rules under which content is removed, accounts locked and access blocked. */
import { law } from '../source.ts';
import { type CodeOf, listOf } from '../term.ts';

export interface TakedownRuleColumns {
  readonly addressee: 'social_network' | 'isp' | 'game_provider' | 'advertiser' | 'operator' | 'authority';
  /** The deadline rule that carries its clock, if it has one. */
  readonly deadline: string | null;
}

export const takedownRule = listOf<TakedownRuleColumns>()({
  name: 'takedown_rule',
  title: { vi: 'Quy định về gỡ bỏ, khóa, ngăn chặn', en: 'Takedown and blocking rule' },
  source: law.decree147,
  verified: true,
  terms: {
    'TD-SN-24H': {
      vi: 'Mạng xã hội gỡ nội dung vi phạm và khóa tài khoản, trang, nhóm, kênh vi phạm nhiều lần trong 24 giờ kể từ khi có yêu cầu',
      en: 'Social networks remove violating content and lock repeat-offending accounts, pages, groups and channels within 24 hours of a request',
      source: `${law.decree147} (locking seen; removal of content from memory)`,
      verified: false,
      addressee: 'social_network',
      deadline: 'DL-TD-24H',
    },
    'TD-WHO': {
      vi: 'Cơ quan được yêu cầu: Cục Phát thanh, truyền hình và thông tin điện tử; A05 Bộ Công an; cơ quan chuyên môn cấp tỉnh; cơ quan khác theo luật chuyên ngành',
      en: 'Bodies that may request: the Authority of Broadcasting and Electronic Information; A05 of the Ministry of Public Security; the provincial department in charge; others under sector law',
      addressee: 'authority',
      deadline: null,
    },
    'TD-LOCK-TEMP': {
      vi: 'Khóa tạm thời 7 đến 30 ngày khi có từ 5 nội dung vi phạm trong 30 ngày hoặc từ 10 nội dung trong 90 ngày',
      en: 'Temporary lock of 7 to 30 days at 5 violating items in 30 days or 10 in 90 days',
      addressee: 'social_network',
      deadline: 'DL-LOCK',
    },
    'TD-LOCK-PERM': {
      vi: 'Khóa vĩnh viễn khi đã bị khóa tạm thời từ 3 lần hoặc nội dung xâm phạm an ninh quốc gia',
      en: 'Permanent lock after 3 temporary locks, or for national-security content',
      addressee: 'social_network',
      deadline: null,
    },
    'TD-U16': {
      vi: 'Tài khoản của trẻ dưới 16 tuổi đăng ký bằng thông tin của cha, mẹ hoặc người giám hộ; cha, mẹ giám sát',
      en: 'Accounts of children under 16 are registered with a parent’s or guardian’s data; the parent supervises',
      source: `${law.decree147}, art. 27`,
      addressee: 'social_network',
      deadline: null,
    },
    'TD-GAME-TIME': {
      vi: 'Người chơi dưới 18 tuổi: không quá 60 phút mỗi trò chơi và 180 phút tất cả trò chơi trong một ngày',
      en: 'Players under 18: at most 60 minutes per game and 180 minutes for all games per day',
      addressee: 'game_provider',
      deadline: null,
    },
    'TD-GAME-AGE': {
      vi: 'Trò chơi gắn nhãn độ tuổi 18+, 16+, 12+, 00+',
      en: 'Games carry the labels 18+, 16+, 12+, 00+',
      source: `${law.decree147}, art. 38`,
      addressee: 'game_provider',
      deadline: null,
    },
    'TD-DEL-A05': {
      vi: 'A05 yêu cầu xóa bỏ thông tin trái pháp luật; đình chỉ hệ thống thông tin, thu hồi tên miền',
      en: 'A05 may order deletion of unlawful information, suspension of systems, withdrawal of domains',
      source: law.decree53,
      verified: false,
      validTo: '2026-06-30',
      addressee: 'operator',
      deadline: null,
    },
    'TD-CHILD-OP': {
      vi: 'Doanh nghiệp kiểm soát nội dung, ngăn chặn chia sẻ, xóa thông tin gây hại cho trẻ em, thông báo và phối hợp với lực lượng chuyên trách (Luật 2018)',
      en: 'Operators control content, stop sharing and delete information harmful to children, notify and work with the specialised force (law of 2018)',
      source: `${law.cyber2018}, art. 29`,
      validTo: '2026-06-30',
      addressee: 'operator',
      deadline: null,
    },
    'TD-CHILD-OP-2026': {
      vi: 'Phòng, chống xâm hại trẻ em trên không gian mạng: kiểm soát nội dung, ngăn chặn chia sẻ, xóa bỏ, triển khai hệ thống kỹ thuật, thông báo và phối hợp với lực lượng chuyên trách (Luật 2025)',
      en: 'Preventing and combating child abuse in cyberspace: control content, stop sharing, delete, deploy technical systems, notify and cooperate with the specialised force (law of 2025)',
      source: `${law.cyber2025}, art. 16`,
      validFrom: '2026-07-01',
      addressee: 'operator',
      deadline: 'DL-TD-MPS-24H',
    },
    'TD-ISP': {
      vi: 'Doanh nghiệp viễn thông, Internet ngăn chặn truy cập theo yêu cầu, thường trong 24 giờ',
      en: 'Telecom and Internet providers block access on order, usually within 24 hours',
      source: `practice under ${law.decree147}; for orders of the specialised force ${law.decree333}, art. 18.2 (secondary text)`,
      verified: false,
      addressee: 'isp',
      deadline: 'DL-TD-MPS-24H',
    },
    'TD-AD-24H': {
      vi: 'Gỡ quảng cáo vi phạm trong 24 giờ kể từ khi có yêu cầu',
      en: 'Violating advertisements are removed within 24 hours of a request',
      source: law.decree70,
      verified: false,
      addressee: 'advertiser',
      deadline: null,
    },
    'TD-USER-48H': {
      vi: 'Mạng xã hội xử lý khiếu nại của người dùng trong 48 giờ',
      en: 'Social networks handle a user’s complaint within 48 hours',
      verified: false,
      addressee: 'social_network',
      deadline: null,
    },
  },
});
export type TakedownRule = CodeOf<typeof takedownRule>;
