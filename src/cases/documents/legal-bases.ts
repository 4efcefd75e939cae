import type { Day } from '../../vocabulary/index.ts';

export interface LegalBasis {
  readonly vi: string;
  readonly validFrom: Day;
  readonly validTo?: Day;
  readonly source: string;
  readonly verified: boolean;
}

/** What a chair's decision in a child's case rests on, in the order of rank. A chair may write others into form 05. */
const legalBases: readonly LegalBasis[] = [
  {
    vi: 'Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025',
    validFrom: '2025-06-16',
    source: 'Law 72/2025/QH15 (number and date from memory)',
    verified: false,
  },
  {
    vi: 'Luật Trẻ em ngày 05 tháng 4 năm 2016',
    validFrom: '2017-06-01',
    source: 'Law on Children 102/2016/QH13',
    verified: true,
  },
  {
    vi: 'Nghị định số 56/2017/NĐ-CP ngày 09 tháng 5 năm 2017 của Chính phủ quy định chi tiết một số điều của Luật Trẻ em',
    validFrom: '2017-07-01',
    source: 'Decree 56/2017/ND-CP',
    verified: true,
  },
];

/** The bases in force on a day, each as a line of a decision. */
export function basesOn(day: string): string[] {
  return legalBases
    .filter((basis) => basis.validFrom <= day && (basis.validTo === undefined || day <= basis.validTo))
    .map((basis) => `Căn cứ ${basis.vi};`);
}
