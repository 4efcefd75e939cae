/** Results and schemas of the hotline network. */
import { international } from '../source.ts';
import { type CodeOf, defineList } from '../term.ts';

/** What the analyst of the hotline decided for one item. */
export const inhopeItemResult = defineList({
  name: 'inhope_item_result',
  title: { vi: 'Kết quả thẩm định mục (INHOPE/ICCAM)', en: 'Item result (INHOPE/ICCAM)' },
  source: international.inhope,
  verified: true,
  terms: {
    BASELINE: { vi: 'Bất hợp pháp theo tiêu chí cơ sở của INTERPOL', en: 'Illegal by the INTERPOL baseline' },
    NATIONAL: { vi: 'Bất hợp pháp theo pháp luật quốc gia', en: 'Illegal under national law' },
    NOT_ILLEGAL: { vi: 'Không bất hợp pháp', en: 'Not illegal' },
  },
});
export type InhopeItemResult = CodeOf<typeof inhopeItemResult>;

export const ucsSection = defineList({
  name: 'ucs_section',
  title: { vi: 'Phần của Lược đồ phân loại chung', en: 'Universal Classification Schema section' },
  source: international.inhope,
  verified: true,
  version: '3.1',
  terms: {
    CATEGORISATION: { vi: 'Phân loại mức độ, tính hợp pháp', en: 'Categorisation' },
    INVESTIGATIVE: { vi: 'Thông tin phục vụ điều tra', en: 'Investigative' },
    DEMOGRAPHIC: { vi: 'Nhân khẩu', en: 'Demographic' },
  },
});

/** One label of the schema, as its owner publishes it. */
export interface UcsLabel {
  readonly code: string;
  readonly section: CodeOf<typeof ucsSection>;
  readonly en: string;
  readonly vi: string;
}

/**
 * The Universal Classification Schema v3.1 (15 April 2026). Empty on purpose: the label list belongs to INHOPE and must be imported from
 * the official file, never typed from memory. Entries of the hash register carry `ucsVersion` beside their labels, so an import does not
 * change older decisions.
 */
export const ucs = {
  name: 'ucs',
  version: '3.1',
  publishedOn: '2026-04-15',
  source: 'INHOPE, Universal Classification Schema; official label list to be obtained from the owner',
  verified: false,
  labels: [] as readonly UcsLabel[],
} as const;
