/** The CO:RE 4Cs: the role of the child by the nature of the risk, and three cross-cutting columns. Codes are `ROLE.NATURE`. */
import { international } from '../source.ts';
import { type CodeOf, defineList, listOf } from '../term.ts';

export const fourCRole = defineList({
  name: 'four_c_role',
  title: { vi: 'Vị trí của trẻ em (4C)', en: 'Role of the child (4C)' },
  source: international.core,
  verified: true,
  terms: {
    CONTENT: { vi: 'Nội dung: trẻ tiếp xúc với nội dung', en: 'Content: the child is exposed to content' },
    CONTACT: { vi: 'Tiếp xúc: trẻ bị người khác nhắm đến', en: 'Contact: the child is targeted by others' },
    CONDUCT: {
      vi: 'Hành vi: trẻ tham gia hoặc chịu hành vi của bạn bè',
      en: 'Conduct: the child takes part in or suffers conduct among peers',
    },
    CONTRACT: {
      vi: 'Hợp đồng: trẻ là bên giao dịch hoặc bị khai thác',
      en: 'Contract: the child is party to or exploited by a contract',
    },
  },
});

export const fourCNature = defineList({
  name: 'four_c_nature',
  title: { vi: 'Bản chất rủi ro (4C)', en: 'Nature of the risk (4C)' },
  source: international.core,
  verified: true,
  terms: {
    AGG: { vi: 'Gây hấn', en: 'Aggressive' },
    SEX: { vi: 'Tình dục', en: 'Sexual' },
    VAL: { vi: 'Giá trị', en: 'Values' },
    XPRIV: { vi: 'Quyền riêng tư (xuyên suốt)', en: 'Privacy (cross-cutting)' },
    XHEALTH: { vi: 'Sức khỏe thể chất và tinh thần (xuyên suốt)', en: 'Physical and mental health (cross-cutting)' },
    XFAIR: {
      vi: 'Bất bình đẳng, đối xử không công bằng (xuyên suốt)',
      en: 'Inequality and unfair treatment (cross-cutting)',
    },
  },
});

export interface FourCColumns {
  readonly role: CodeOf<typeof fourCRole>;
  readonly nature: CodeOf<typeof fourCNature>;
}

/** Axes are sourced; the wording of the cells is ours after the published description. */
export const fourC = listOf<FourCColumns>()({
  name: 'four_c',
  title: { vi: 'Phân loại rủi ro 4C', en: '4C risk classification' },
  source: `${international.core}; cell wording ours`,
  verified: false,
  terms: {
    'CONTENT.AGG': {
      vi: 'Nội dung bạo lực, máu me, thù ghét, cực đoan',
      en: 'Violent, gory, hateful or extremist content',
      role: 'CONTENT',
      nature: 'AGG',
    },
    'CONTENT.SEX': {
      vi: 'Nội dung khiêu dâm, tình dục hóa, chuẩn mực cơ thể có hại',
      en: 'Pornography, sexualisation, harmful body norms',
      role: 'CONTENT',
      nature: 'SEX',
    },
    'CONTENT.VAL': {
      vi: 'Tin giả, tin sai, quảng cáo không phù hợp lứa tuổi',
      en: 'Mis- and disinformation, age-inappropriate marketing',
      role: 'CONTENT',
      nature: 'VAL',
    },
    'CONTENT.XPRIV': {
      vi: 'Nội dung xâm phạm quyền riêng tư',
      en: 'Content that breaches privacy',
      role: 'CONTENT',
      nature: 'XPRIV',
    },
    'CONTENT.XHEALTH': {
      vi: 'Nội dung gây hại cho sức khỏe',
      en: 'Content harmful to health',
      role: 'CONTENT',
      nature: 'XHEALTH',
    },
    'CONTENT.XFAIR': {
      vi: 'Nội dung kỳ thị, định kiến',
      en: 'Discriminatory content',
      role: 'CONTENT',
      nature: 'XFAIR',
    },
    'CONTACT.AGG': {
      vi: 'Quấy rối, theo dõi, thù ghét, giám sát quá mức',
      en: 'Harassment, stalking, hateful behaviour, excessive surveillance',
      role: 'CONTACT',
      nature: 'AGG',
    },
    'CONTACT.SEX': {
      vi: 'Quấy rối tình dục, dụ dỗ, tống tiền tình dục, phát tán CSAM',
      en: 'Sexual harassment, solicitation, sexual extortion, sharing of CSAM',
      role: 'CONTACT',
      nature: 'SEX',
    },
    'CONTACT.VAL': {
      vi: 'Thao túng, lôi kéo tư tưởng cực đoan',
      en: 'Manipulation, radicalisation',
      role: 'CONTACT',
      nature: 'VAL',
    },
    'CONTACT.XPRIV': {
      vi: 'Người khác xâm phạm đời sống riêng tư của trẻ',
      en: 'Others intrude on the child’s privacy',
      role: 'CONTACT',
      nature: 'XPRIV',
    },
    'CONTACT.XHEALTH': {
      vi: 'Tiếp xúc gây hại cho sức khỏe',
      en: 'Contact harmful to health',
      role: 'CONTACT',
      nature: 'XHEALTH',
    },
    'CONTACT.XFAIR': {
      vi: 'Tiếp xúc mang tính phân biệt đối xử',
      en: 'Discriminatory contact',
      role: 'CONTACT',
      nature: 'XFAIR',
    },
    'CONDUCT.AGG': {
      vi: 'Bắt nạt, khiêu khích, cô lập, làm nhục',
      en: 'Bullying, trolling, exclusion, shaming',
      role: 'CONDUCT',
      nature: 'AGG',
    },
    'CONDUCT.SEX': {
      vi: 'Quấy rối tình dục giữa bạn bè, gây sức ép, chia sẻ không đồng ý',
      en: 'Peer sexual harassment, pressure, non-consensual sharing',
      role: 'CONDUCT',
      nature: 'SEX',
    },
    'CONDUCT.VAL': {
      vi: 'Cộng đồng có hại: tự hại, thử thách nguy hiểm',
      en: 'Harmful communities: self-harm, dangerous dares',
      role: 'CONDUCT',
      nature: 'VAL',
    },
    'CONDUCT.XPRIV': {
      vi: 'Bạn bè lan truyền thông tin riêng tư',
      en: 'Peers spread private information',
      role: 'CONDUCT',
      nature: 'XPRIV',
    },
    'CONDUCT.XHEALTH': {
      vi: 'Hành vi trên mạng gây hại cho sức khỏe',
      en: 'Online conduct harmful to health',
      role: 'CONDUCT',
      nature: 'XHEALTH',
    },
    'CONDUCT.XFAIR': { vi: 'Kỳ thị giữa bạn bè', en: 'Discrimination among peers', role: 'CONDUCT', nature: 'XFAIR' },
    'CONTRACT.AGG': {
      vi: 'Trộm danh tính, lừa đảo, giả mạo, tống tiền, xâm nhập tài khoản',
      en: 'Identity theft, fraud, phishing, blackmail, hacking',
      role: 'CONTRACT',
      nature: 'AGG',
    },
    'CONTRACT.SEX': {
      vi: 'Mua bán người vì mục đích tình dục, phát trực tiếp có trả tiền',
      en: 'Trafficking for sexual exploitation, paid livestreaming',
      role: 'CONTRACT',
      nature: 'SEX',
    },
    'CONTRACT.VAL': {
      vi: 'Cờ bạc, thiết kế thao túng, quảng cáo nhắm đích',
      en: 'Gambling, dark patterns, micro-targeting',
      role: 'CONTRACT',
      nature: 'VAL',
    },
    'CONTRACT.XPRIV': {
      vi: 'Dịch vụ khai thác dữ liệu của trẻ',
      en: 'Services that exploit the child’s data',
      role: 'CONTRACT',
      nature: 'XPRIV',
    },
    'CONTRACT.XHEALTH': {
      vi: 'Dịch vụ gây nghiện, ảnh hưởng sức khỏe',
      en: 'Services that harm health or encourage excessive use',
      role: 'CONTRACT',
      nature: 'XHEALTH',
    },
    'CONTRACT.XFAIR': {
      vi: 'Dịch vụ đối xử không công bằng với trẻ',
      en: 'Services that treat children unfairly',
      role: 'CONTRACT',
      nature: 'XFAIR',
    },
  },
});
export type FourC = CodeOf<typeof fourC>;
