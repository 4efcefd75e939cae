import { addDays, isDate } from '../../kernel/index.ts';
import type { ConsultationRow, OptionRow, StatementRow } from '../tables.ts';

/** What keeps a consultation from being opened. The first four are Lundy's: a safe space, the means, a decision maker, a dated answer. */
export const openingFaults = [
  'SPACE',
  'MEANS',
  'DECISION_MAKER',
  'ANSWER_BY',
  'ENGLISH',
  'CHOICES',
  'CLOSES_AT',
] as const;
export type OpeningFault = (typeof openingFaults)[number];

/** Between the close and the answer lies at least a day and at most so many: what is answered years later is not answered. */
const ANSWER_WITHIN = 180;

/**
 * All that keeps it from being opened now.
 * @param when.closesAt when it shall close, and `closesOn` that day in Viet Nam
 */
export function openingFaultsOf(
  row: ConsultationRow,
  options: readonly OptionRow[],
  seeds: readonly StatementRow[],
  when: { readonly closesAt: Date; readonly closesOn: string; readonly now: Date },
): OpeningFault[] {
  const faults: OpeningFault[] = [];
  if (!row.space_vi || !row.space_en) faults.push('SPACE');
  if (row.means.length === 0) faults.push('MEANS');
  if (!row.decision_maker_vi || !row.decision_maker_en) faults.push('DECISION_MAKER');
  if (!row.answer_by || !answersInTime(row.answer_by, when.closesOn)) faults.push('ANSWER_BY');
  const choices = row.kind === 'STATEMENTS' ? seeds : options;
  if (!row.title_en || !row.question_en || choices.some(({ text_en }) => !text_en)) faults.push('ENGLISH');
  if (choices.length < 2 || (row.kind === 'BUDGET' && options.some(({ cost }) => cost === null)))
    faults.push('CHOICES');
  if (!(when.closesAt > when.now)) faults.push('CLOSES_AT');
  return faults;
}

function answersInTime(answerBy: string, closesOn: string): boolean {
  if (!isDate(answerBy) || !isDate(closesOn)) return false;
  return answerBy > closesOn && answerBy <= addDays(closesOn, ANSWER_WITHIN);
}
