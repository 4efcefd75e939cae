/** What happened online: the national incident list with its crosswalks to NCMEC and the 4Cs. */

import { ours } from '../source.ts';
import { type CodeOf, listOf } from '../term.ts';
import type { FourC } from './four-c.ts';

export interface OnlineIncidentColumns {
  /** Where a machine report says the same: an NCMEC incident type, report tag or file tag; null when NCMEC has no such code. */
  readonly ncmec: { readonly kind: 'incident' | 'report-tag' | 'file-tag'; readonly code: string } | null;
  /** The 4C cells; empty only for `OI-OTHER`. The first is the main one. */
  readonly fourC: readonly FourC[];
}

export const onlineIncident = listOf<OnlineIncidentColumns>()({
  name: 'online_incident',
  title: { vi: 'Loại sự việc trên mạng', en: 'Online incident' },
  source: ours,
  verified: false,
  terms: {
    'OI-CSAM-DIST': {
      vi: 'Phát tán tài liệu xâm hại tình dục trẻ em',
      en: 'CSAM distribution',
      ncmec: { kind: 'incident', code: 'CSAM' },
      fourC: ['CONTACT.SEX'],
    },
    'OI-CSAM-AI': {
      vi: 'Tài liệu xâm hại tình dục trẻ em do AI tạo',
      en: 'AI-generated CSAM',
      ncmec: { kind: 'file-tag', code: 'generativeAi' },
      fourC: ['CONTACT.SEX'],
    },
    'OI-SELFGEN': {
      vi: 'Hình ảnh do trẻ tự tạo bị chia sẻ',
      en: 'Self-generated material shared',
      ncmec: { kind: 'file-tag', code: 'possibleSelfProduction' },
      fourC: ['CONDUCT.SEX'],
    },
    'OI-GROOM': {
      vi: 'Dụ dỗ, gạ gẫm trẻ em vì mục đích tình dục',
      en: 'Online solicitation of a child',
      ncmec: { kind: 'incident', code: 'ENTICEMENT' },
      fourC: ['CONTACT.SEX'],
    },
    'OI-SEXT': {
      vi: 'Tống tiền tình dục',
      en: 'Sexual extortion',
      ncmec: { kind: 'report-tag', code: 'sextortion' },
      fourC: ['CONTACT.SEX'],
    },
    'OI-LIVE': {
      vi: 'Xâm hại tình dục phát trực tiếp',
      en: 'Livestreamed abuse',
      ncmec: { kind: 'file-tag', code: 'liveStreaming' },
      fourC: ['CONTRACT.SEX'],
    },
    'OI-UNSOL': {
      vi: 'Gửi nội dung khiêu dâm cho trẻ',
      en: 'Unsolicited sexual material',
      ncmec: { kind: 'incident', code: 'UNSOLICITED' },
      fourC: ['CONTENT.SEX'],
    },
    'OI-BULLY': {
      vi: 'Bắt nạt trực tuyến',
      en: 'Cyberbullying',
      ncmec: { kind: 'report-tag', code: 'minorToMinorInteraction' },
      fourC: ['CONDUCT.AGG'],
    },
    'OI-HUMIL': {
      vi: 'Làm nhục, phát tán clip bạo lực học đường',
      en: 'Humiliation, school-violence clip',
      ncmec: null,
      fourC: ['CONDUCT.AGG'],
    },
    'OI-PRIV': {
      vi: 'Lộ, đăng thông tin riêng tư của trẻ',
      en: 'Privacy breach, doxxing, sharenting',
      ncmec: null,
      fourC: ['CONTENT.XPRIV', 'CONTACT.XPRIV', 'CONDUCT.XPRIV'],
    },
    'OI-HARMC': {
      vi: 'Nội dung độc hại (bạo lực, tự hại, thử thách nguy hiểm)',
      en: 'Harmful content (violence, self-harm, dares)',
      ncmec: { kind: 'file-tag', code: 'violenceGore' },
      fourC: ['CONTENT.AGG', 'CONTENT.VAL'],
    },
    'OI-LURE': {
      vi: 'Dụ dỗ bỏ nhà, mua bán, việc làm, “bắt cóc online”',
      en: 'Luring, trafficking, online kidnapping',
      ncmec: { kind: 'incident', code: 'SEX_TRAFFICKING' },
      fourC: ['CONTACT.VAL'],
    },
    'OI-FRAUD': { vi: 'Lừa đảo, chiếm tài khoản', en: 'Fraud, account theft', ncmec: null, fourC: ['CONTRACT.AGG'] },
    'OI-GAMB': {
      vi: 'Cờ bạc, nạp tiền, chơi game quá mức',
      en: 'Gambling, spending, excessive play',
      ncmec: null,
      fourC: ['CONTRACT.VAL'],
    },
    'OI-IMP': { vi: 'Mạo danh, ghép ảnh', en: 'Impersonation, altered image', ncmec: null, fourC: ['CONTACT.AGG'] },
    'OI-OTHER': { vi: 'Sự việc khác', en: 'Other', ncmec: null, fourC: [] },
  },
});
export type OnlineIncident = CodeOf<typeof onlineIncident>;
