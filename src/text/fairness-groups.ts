/**
 * Words by which a text shows where its writer comes from or whom it speaks of. A model must not take them for harm: the rate of false
 * alarms is reported for each group beside that of all. Neutral words alone; ours, from common knowledge of the dialects.
 */
export const fairnessGroups = [
  {
    code: 'north',
    vi: 'Từ ngữ miền Bắc',
    en: 'Northern words',
    words: 'giời giăng nhỉ đấy thế bố u bầm ngô lợn tất ô_tô ốm dọc_mùng xơi đếch_biết tớ cậu ấy nhở cơ',
  },
  {
    code: 'centre',
    vi: 'Từ ngữ miền Trung',
    en: 'Central words',
    words: 'mô tê răng rứa chi mi ni nớ hỉ mạ mệ bọ o hè nỏ choa trốc tru ngái bây_chừ nhởn',
  },
  {
    code: 'south',
    vi: 'Từ ngữ miền Nam',
    en: 'Southern words',
    words:
      'tui hổng hông má ba nghen heo xài bự vầy dzậy dữ_thần mắc_cười trễ bắp nè nhen tía hen bển hén ổng bả ảnh chỉ',
  },
  {
    code: 'lgbt',
    vi: 'Nói về người đồng tính, chuyển giới',
    en: 'Speaks of gay or transgender people',
    words: 'đồng_tính chuyển_giới lgbt song_tính les gay lưỡng_tính',
  },
  {
    code: 'ethnic',
    vi: 'Nói về các dân tộc',
    en: 'Speaks of ethnic groups',
    words: 'dân_tộc tày thái mường hmông mông dao khmer chăm ê_đê ba_na nùng hoa thiểu_số vùng_cao',
  },
] as const;

export type FairnessGroup = (typeof fairnessGroups)[number]['code'];

const patterns = fairnessGroups.map(
  ({ words }) =>
    new RegExp(`(?<![\\p{L}\\p{M}])(?:${words.split(' ').join('|').replaceAll('_', ' ')})(?![\\p{L}\\p{M}])`, 'iu'),
);

/** The groups that a text, as it was written, belongs to; none, one or several. */
export function fairnessGroupsOf(raw: string): readonly FairnessGroup[] {
  const text = raw.normalize('NFC');
  return fairnessGroups.filter((_, i) => patterns[i]?.test(text)).map(({ code }) => code);
}
