import type { LabelCode, Severity } from '../review/label.ts';
import type { RuleDefinition } from './rule.ts';

export interface ShippedRule {
  readonly code: string;
  readonly nameVi: string;
  readonly nameEn: string;
  readonly label: LabelCode;
  readonly severity: Severity;
  readonly definition: RuleDefinition;
}

const words = (text: string): string[] => text.split(', ').map((word) => ` ${word} `);
const rule = (
  code: string,
  names: readonly [vi: string, en: string],
  label: LabelCode,
  severity: Severity,
  definition: Partial<RuleDefinition>,
): ShippedRule => ({
  code,
  nameVi: names[0],
  nameEn: names[1],
  label,
  severity,
  definition: { view: 'stripped', any: [], all: [], none: [], score: 0.8, ...definition },
});

/**
 * The rules that a new installation begins with. Contexts and the plain harms are in everyday words; for the sensitive
 * harms there stands a placeholder that nobody writes by chance, until the operator drafts the real lexicon, which is
 * sealed in the database and never in a repository.
 */
export const shippedRules: readonly ShippedRule[] = [
  rule('context.awareness', ['Tin tức, tuyên truyền', 'News and awareness'], 'is_report_or_awareness', 0, {
    any: words(
      'phong chong, phong ngua, tuyen truyen, tap huan, hoi thao, chien dich, khuyen cao, canh bao phu huynh, tong dai 111, huong dan phu huynh, theo thong ke, ky nang phong, cong an khuyen',
    ),
  }),
  rule('context.minor', ['Nói về trẻ em', 'About a child'], 'subject_is_minor', 0, {
    any: words(
      'tre em, hoc sinh, chau be, be gai, be trai, em nho, tieu hoc, thcs, mau giao, thieu nhi, lop (?:[1-9]|1[0-2])(?:[a-z]\\d?)?, 1[0-5] tuoi',
    ),
  }),
  rule('context.speaker-minor', ['Trẻ em tự viết', 'Written by a child'], 'speaker_is_minor', 0, {
    any: words(
      '(?:em|con|minh) (?:nam nay )?(?:1[0-7]|[6-9]) tuoi, (?:em|con|minh) (?:dang )?hoc lop (?:[1-9]|1[0-2])',
    ),
  }),
  rule('scam.game-account', ['Lừa lấy tài khoản trò chơi', 'Scam for game accounts'], 'scam.child_targeted', 2, {
    any: words('kim cuong, robux, quan huy, trang phuc, skin, acc game, nick game'),
    all: words('(?:mat khau|ma otp|ma xac nhan|ma the cao|the cao)'),
  }),
  rule('gambling.school', ['Cờ bạc nhằm vào học sinh', 'Gambling aimed at pupils'], 'gambling.child_targeted', 2, {
    any: words('tai xiu, no hu, ca cuoc, danh bai doi thuong, lo de'),
    all: words('(?:hoc sinh|hoc duong|tuoi teen|tien an sang)'),
  }),
  rule('challenge.dare', ['Thử thách nguy hiểm', 'Dangerous dare'], 'challenge.dangerous', 2, {
    any: words('thu thach, trao luu, challenge'),
    all: words('(?:nin tho|nhay tu tren cao|leo mai nha|chay truoc dau xe|nuot vat la)'),
  }),
  ...(
    [
      ['grooming.placeholder', 'dụ dỗ', 'grooming', 'grooming.signal', 3, 'cum tu mau du do'],
      ['solicitation.placeholder', 'gạ gẫm', 'solicitation', 'sexual.solicitation_minor', 3, 'cum tu mau ga gam'],
      ['sextortion.placeholder', 'tống tiền', 'extortion', 'sextortion', 3, 'cum tu mau tong tien'],
      ['selfharm.placeholder', 'ý định tự hại', 'self-harm', 'selfharm.expressed', 4, 'cum tu mau tu hai'],
      [
        'selfharm-urged.placeholder',
        'xúi giục tự hại',
        'urging of self-harm',
        'selfharm.encouraged',
        3,
        'cum tu mau xui giuc',
      ],
    ] as const
  ).map(([code, vi, en, label, severity, phrase]) =>
    rule(
      code,
      [`Cụm từ mẫu: ${vi} (thay bằng từ điển của đơn vị)`, `Placeholder: ${en} (replace by your lexicon)`],
      label,
      severity,
      {
        any: words(phrase),
        score: 0.9,
      },
    ),
  ),
];
