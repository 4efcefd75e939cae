/** Age bands with their roll-ups, and sex. */
import { ours } from '../source.ts';
import { type CodeOf, defineList, listOf } from '../term.ts';

export const ageBand = listOf<{ readonly minAge: number | null; readonly maxAge: number | null }>()({
  name: 'age_band',
  title: { vi: 'Nhóm tuổi', en: 'Age band' },
  source: `${ours}; limits after the Law on Children (under 16), CRC (under 18), the consent age (7) and the helpline handbook (under 6)`,
  verified: false,
  terms: {
    A0_2: { vi: '0 đến 2 tuổi', en: '0 to 2 years', minAge: 0, maxAge: 2 },
    A3_5: { vi: '3 đến 5 tuổi', en: '3 to 5 years', minAge: 3, maxAge: 5 },
    A6_8: { vi: '6 đến 8 tuổi', en: '6 to 8 years', minAge: 6, maxAge: 8 },
    A9_11: { vi: '9 đến 11 tuổi', en: '9 to 11 years', minAge: 9, maxAge: 11 },
    A12_13: { vi: '12 và 13 tuổi', en: '12 and 13 years', minAge: 12, maxAge: 13 },
    A14_15: { vi: '14 và 15 tuổi', en: '14 and 15 years', minAge: 14, maxAge: 15 },
    A16_17: { vi: '16 và 17 tuổi', en: '16 and 17 years', minAge: 16, maxAge: 17 },
    ADULT: { vi: 'Từ 18 tuổi', en: '18 years and over', minAge: 18, maxAge: null },
    UNK: { vi: 'Không rõ tuổi', en: 'Age not known', minAge: null, maxAge: null },
  },
});
export type AgeBand = CodeOf<typeof ageBand>;

/** The age limits the law and the statistics use. `under` is exclusive: a person of exactly that age is not in the group. */
export const ageLimit = listOf<{ readonly under: number }>()({
  name: 'age_limit',
  title: { vi: 'Ngưỡng tuổi', en: 'Age limit' },
  source: ours,
  verified: false,
  terms: {
    UNDER_6: {
      vi: 'Dưới 6 tuổi',
      en: 'Under 6',
      under: 6,
      source: 'child protection handbook of helpline 111',
      verified: true,
    },
    UNDER_7: {
      vi: 'Dưới 7 tuổi: người đại diện đồng ý thay',
      en: 'Under 7: the representative consents',
      under: 7,
      source:
        'Law on Children 102/2016/QH13, art. 6, 21; Personal Data Protection Law 91/2025/QH15, art. 24; Decree 56/2017/ND-CP, art. 36',
      verified: true,
    },
    UNDER_16: {
      vi: 'Dưới 16 tuổi: trẻ em theo luật Việt Nam',
      en: 'Under 16: child in Vietnamese law',
      under: 16,
      source: 'Law on Children 102/2016/QH13, art. 1',
      verified: true,
    },
    UNDER_18: {
      vi: 'Dưới 18 tuổi: người chưa thành niên, trẻ em theo chuẩn quốc tế',
      en: 'Under 18: minor, child in international standards',
      under: 18,
      source: 'UN Convention on the Rights of the Child, art. 1',
      verified: true,
    },
  },
});
export type AgeLimit = CodeOf<typeof ageLimit>;

/** The band of an age in whole years; `UNK` for null. Ages are 0 or more. */
export function bandOfAge(age: number | null): AgeBand {
  if (age === null) return 'UNK';
  const band = ageBand.terms.find(
    (t) => t.minAge !== null && t.minAge <= age && (t.maxAge === null || age <= t.maxAge),
  );
  if (band === undefined) throw new RangeError(`age must be 0 or more, got ${age}`);
  return band.code;
}

/** Answer for a band and a limit: `partly` where the band crosses the limit (A6_8 and 7), `unknown` for `UNK`. */
export function bandUnder(band: AgeBand, limit: AgeLimit): 'yes' | 'no' | 'partly' | 'unknown' {
  const { minAge, maxAge } = ageBand.get(band);
  const { under } = ageLimit.get(limit);
  if (minAge === null) return 'unknown';
  if (minAge >= under) return 'no';
  return maxAge !== null && maxAge < under ? 'yes' : 'partly';
}

/** True when a person of this age (whole years) is below the limit. */
export function ageUnder(age: number, limit: AgeLimit): boolean {
  return age < ageLimit.get(limit).under;
}

export const sex = defineList({
  name: 'sex',
  title: { vi: 'Giới tính', en: 'Sex' },
  source: 'Decree 56/2017/ND-CP, form 01',
  verified: true,
  terms: {
    M: { vi: 'Nam', en: 'Male' },
    F: { vi: 'Nữ', en: 'Female' },
    OTHER_UNK: { vi: 'Khác hoặc không rõ', en: 'Other or not known' },
  },
});
export type Sex = CodeOf<typeof sex>;
