import { type CodeOf, listOf, type OnlineIncident } from '../../vocabulary/index.ts';

/** How grave a signal is: 0 nothing to do, 1 counted only, 2 looked at within a day, 3 within two hours, 4 imminent danger. */
export type Severity = 0 | 1 | 2 | 3 | 4;
export const severities = [0, 1, 2, 3, 4] as const satisfies readonly Severity[];

export interface LabelColumns {
  /** A harm can raise an alert; a context only says how to read one. */
  readonly kind: 'harm' | 'context';
  /** What a post with this label alone comes to. */
  readonly severity: Severity;
  /** Its words are of the operator's own lexicon, which is sealed: none stands in the repository. */
  readonly sensitive: boolean;
  /** What the report of an alert is filed as. */
  readonly incident: OnlineIncident | null;
}

/** The version of the schema: decisions carry it, so that a label whose meaning changed is not learnt as the old one. */
export const LABEL_SCHEMA = '1';

/**
 * What is listened for. A post may carry several; a code is never given another meaning, it is closed and a new one opened.
 */
export const label = listOf<LabelColumns>()({
  name: 'listening_label',
  title: { vi: 'Nhãn lắng nghe mạng xã hội', en: 'Social listening label' },
  source: 'defined by Lá Chắn, after the classes of child-safety text classifiers and the 4Cs',
  verified: false,
  terms: {
    'toxic.insult': {
      vi: 'Lời lẽ xúc phạm',
      en: 'Insult',
      kind: 'harm',
      severity: 1,
      sensitive: false,
      incident: 'OI-BULLY',
    },
    'toxic.hate': {
      vi: 'Kích động thù ghét',
      en: 'Hate',
      kind: 'harm',
      severity: 1,
      sensitive: false,
      incident: 'OI-BULLY',
    },
    'bullying.target_minor': {
      vi: 'Bắt nạt nhằm vào trẻ em',
      en: 'Bullying of a child',
      kind: 'harm',
      severity: 2,
      sensitive: false,
      incident: 'OI-BULLY',
    },
    'sexual.solicitation_minor': {
      vi: 'Gạ gẫm trẻ em vì mục đích tình dục',
      en: 'Sexual solicitation of a child',
      kind: 'harm',
      severity: 3,
      sensitive: true,
      incident: 'OI-GROOM',
    },
    'grooming.signal': {
      vi: 'Dấu hiệu dụ dỗ trẻ em',
      en: 'Sign of grooming',
      kind: 'harm',
      severity: 3,
      sensitive: true,
      incident: 'OI-GROOM',
    },
    sextortion: {
      vi: 'Tống tiền tình dục',
      en: 'Sexual extortion',
      kind: 'harm',
      severity: 3,
      sensitive: true,
      incident: 'OI-SEXT',
    },
    'selfharm.expressed': {
      vi: 'Bày tỏ ý định tự hại',
      en: 'Self-harm expressed',
      kind: 'harm',
      severity: 4,
      sensitive: true,
      incident: 'OI-HARMC',
    },
    'selfharm.encouraged': {
      vi: 'Xúi giục tự hại',
      en: 'Self-harm encouraged',
      kind: 'harm',
      severity: 3,
      sensitive: true,
      incident: 'OI-HARMC',
    },
    'privacy.child_pii': {
      vi: 'Lộ thông tin riêng của trẻ em',
      en: 'Private data of a child exposed',
      kind: 'harm',
      severity: 2,
      sensitive: false,
      incident: 'OI-PRIV',
    },
    'scam.child_targeted': {
      vi: 'Lừa đảo nhằm vào trẻ em',
      en: 'Scam aimed at children',
      kind: 'harm',
      severity: 2,
      sensitive: false,
      incident: 'OI-FRAUD',
    },
    'gambling.child_targeted': {
      vi: 'Cờ bạc nhằm vào trẻ em',
      en: 'Gambling aimed at children',
      kind: 'harm',
      severity: 2,
      sensitive: false,
      incident: 'OI-GAMB',
    },
    'challenge.dangerous': {
      vi: 'Thử thách nguy hiểm',
      en: 'Dangerous challenge',
      kind: 'harm',
      severity: 2,
      sensitive: false,
      incident: 'OI-HARMC',
    },
    'csam.known': {
      vi: 'Trùng mã băm tài liệu xâm hại đã biết',
      en: 'Matches the hash of known CSAM',
      kind: 'harm',
      severity: 3,
      sensitive: false,
      incident: 'OI-CSAM-DIST',
    },
    is_report_or_awareness: {
      vi: 'Tin tức, bài tuyên truyền, phòng ngừa',
      en: 'News, prevention or awareness',
      kind: 'context',
      severity: 0,
      sensitive: false,
      incident: null,
    },
    subject_is_minor: {
      vi: 'Nói về trẻ em',
      en: 'About a child',
      kind: 'context',
      severity: 0,
      sensitive: false,
      incident: null,
    },
    speaker_is_minor: {
      vi: 'Người viết có thể là trẻ em',
      en: 'Written by a child, it seems',
      kind: 'context',
      severity: 0,
      sensitive: false,
      incident: null,
    },
  },
});
export type LabelCode = CodeOf<typeof label>;

export const harmLabels: readonly LabelCode[] = label.terms
  .filter(({ kind }) => kind === 'harm')
  .map(({ code }) => code);
export const contextLabels: readonly LabelCode[] = label.terms
  .filter(({ kind }) => kind === 'context')
  .map(({ code }) => code);

export function isLabel(code: string): code is LabelCode {
  return label.has(code);
}
