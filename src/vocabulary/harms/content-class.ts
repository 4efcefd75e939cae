/** How verified content is classified. National and international classes stand side by side because the laws differ. */
import { international, ours } from '../source.ts';
import { type CodeOf, defineList, listOf } from '../term.ts';

export const contentClass = listOf<{ readonly illegal: boolean }>()({
  name: 'content_class',
  title: { vi: 'Phân loại nội dung quốc gia', en: 'National content class' },
  source: ours,
  verified: false,
  terms: {
    N1: { vi: 'Tài liệu xâm hại tình dục trẻ em (CSAM), bất hợp pháp', en: 'CSAM, illegal', illegal: true },
    N2: {
      vi: 'Bóc lột hoặc tình dục hóa trẻ em, chưa phải CSAM',
      en: 'Exploitative or sexualised, not CSAM',
      illegal: false,
    },
    N3: { vi: 'Nội dung có hại cho trẻ em', en: 'Harmful to children', illegal: false },
    N4: { vi: 'Xâm phạm đời sống riêng tư của trẻ em', en: 'Breach of a child’s privacy', illegal: false },
    N0: { vi: 'Nội dung hợp pháp', en: 'Lawful', illegal: false },
  },
});
export type ContentClass = CodeOf<typeof contentClass>;

/** Who is depicted (A prepubescent, B pubescent) and what (1 sexual act, 2 sexualised exhibition). */
export const industryClass = defineList({
  name: 'industry_class',
  title: { vi: 'Phân loại của ngành', en: 'Industry classification' },
  source: international.ncmec,
  verified: true,
  terms: {
    A1: { vi: 'Trẻ chưa dậy thì, hành vi tình dục', en: 'Prepubescent, sexual act' },
    A2: { vi: 'Trẻ chưa dậy thì, phô bày mang tính tình dục', en: 'Prepubescent, sexualised exhibition' },
    B1: { vi: 'Trẻ dậy thì, hành vi tình dục', en: 'Pubescent, sexual act' },
    B2: { vi: 'Trẻ dậy thì, phô bày mang tính tình dục', en: 'Pubescent, sexualised exhibition' },
  },
});
export type IndustryClass = CodeOf<typeof industryClass>;

export const depiction = defineList({
  name: 'depiction',
  title: { vi: 'Cách thể hiện', en: 'Depiction' },
  source: ours,
  verified: false,
  terms: {
    REAL: { vi: 'Người thật', en: 'Real child' },
    AI: { vi: 'Tạo bởi AI', en: 'AI-generated' },
    ALTERED: { vi: 'Hình ảnh bị chỉnh sửa', en: 'Digitally altered' },
    DRAWN: { vi: 'Tranh vẽ, hoạt hình', en: 'Drawn or animated' },
    TEXT: { vi: 'Văn bản', en: 'Text' },
    UNKNOWN: { vi: 'Chưa xác định', en: 'Unknown' },
  },
});
export type Depiction = CodeOf<typeof depiction>;

export const contentAgeGroup = defineList({
  name: 'content_age_group',
  title: { vi: 'Nhóm tuổi của trẻ trong nội dung', en: 'Apparent age group in content' },
  source: ours,
  verified: false,
  terms: {
    INFANT: { vi: 'Trẻ sơ sinh, nhà trẻ', en: 'Infant or toddler' },
    PREPUB: { vi: 'Chưa dậy thì', en: 'Prepubescent' },
    PUB: { vi: 'Dậy thì', en: 'Pubescent' },
    UNKNOWN: { vi: 'Chưa xác định', en: 'Unknown' },
  },
});
export type ContentAgeGroup = CodeOf<typeof contentAgeGroup>;
