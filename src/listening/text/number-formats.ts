import type { Day } from '../../vocabulary/index.ts';

/** The form that the law gives to a number by which somebody can be found, as a dated row. */
export interface NumberFormat {
  readonly code: string;
  readonly kind: 'PHONE' | 'NATIONAL_ID';
  readonly vi: string;
  readonly en: string;
  /** What the number begins with, each a regular expression without groups; of a telephone number without the 0 or +84 before it. */
  readonly begins: readonly string[];
  /** Digits after that: the least and the most. */
  readonly more: readonly [number, number];
  readonly source: string;
  /** Both inclusive. A number in a form that is over still leads to somebody, so rows of the past are searched for too. */
  readonly validFrom: Day;
  readonly validTo?: Day;
  /** Whether somebody has read the source itself. */
  readonly verified: boolean;
}

/** What `findDetails` takes for a telephone number and for a personal identification number. A change of law adds a row. */
export const numberFormats: readonly NumberFormat[] = [
  {
    code: 'VN-MOBILE-10',
    kind: 'PHONE',
    vi: 'Số di động mười chữ số, đầu 03, 05, 07, 08, 09',
    en: 'Mobile number of ten digits, beginning with 03, 05, 07, 08, 09',
    begins: ['[35789]'],
    more: [8, 8],
    source: 'Circular 22/2014/TT-BTTTT (numbering plan), as changed by the move of mobile codes in 2018',
    validFrom: '2018-09-15',
    verified: false,
  },
  {
    code: 'VN-LANDLINE',
    kind: 'PHONE',
    vi: 'Số cố định, mã vùng từ 02, mười hoặc mười một chữ số',
    en: 'Landline number with an area code from 02, ten or eleven digits',
    begins: ['2'],
    more: [8, 9],
    source: 'Circular 22/2014/TT-BTTTT (numbering plan), as changed by the move of area codes in 2017',
    validFrom: '2017-02-11',
    verified: false,
  },
  {
    code: 'VN-PERSON-12-2016',
    kind: 'NATIONAL_ID',
    vi: 'Số định danh cá nhân mười hai chữ số: mã nơi đăng ký khai sinh 001 đến 096, mã thế kỷ và giới, năm sinh, số ngẫu nhiên',
    en: 'Personal identification number of twelve digits: place of birth registration 001 to 096, century and sex, year of birth, six of chance',
    begins: ['00[1-9]', '0[1-8]\\d', '09[0-6]'],
    more: [9, 9],
    source: 'Decree 137/2015/ND-CP, art. 13',
    validFrom: '2016-02-15',
    validTo: '2024-07-09',
    verified: false,
  },
  {
    code: 'VN-PERSON-12-2024',
    kind: 'NATIONAL_ID',
    vi: 'Số định danh cá nhân mười hai chữ số, cấu trúc như trước',
    en: 'Personal identification number of twelve digits, composed as before',
    begins: ['00[1-9]', '0[1-8]\\d', '09[0-6]'],
    more: [9, 9],
    source: 'Law on Identification 26/2023/QH15, art. 12; Decree 70/2024/ND-CP',
    validFrom: '2024-07-10',
    verified: false,
  },
];

/** The numbers of a kind as one regular expression without groups that capture; `gap` may stand before every digit but the first ones. */
export function numberPattern(kind: NumberFormat['kind'], gap: string): string {
  const forms = numberFormats
    .filter((format) => format.kind === kind)
    .flatMap(({ begins, more: [least, most] }) =>
      begins.map((begin) => `${begin}(?:${gap}\\d){${least}${most === least ? '' : `,${most}`}}`),
    );
  return `(?:${[...new Set(forms)].join('|')})`;
}
