import { type Tx, tablesOf } from '../../kernel/index.ts';
import type { AnswerRow, AnswerTables } from './answer-tables.ts';

const table = tablesOf<AnswerTables>();

export const insertAnswer = (tx: Tx, row: AnswerRow): Promise<void> =>
  table.insertRow(tx, 'counselling.canned_answer', row);

/** The newest version of every answer that is in use, by code. */
export async function newestAnswers(tx: Tx, desk: string): Promise<AnswerRow[]> {
  const rows = await tx
    .query<AnswerTables>()
    .selectFrom('counselling.canned_answer')
    .selectAll()
    .distinctOn('code')
    .where('desk_code', '=', desk)
    .orderBy('code')
    .orderBy('version', 'desc')
    .execute();
  return rows.filter(({ retired }) => !retired);
}

/** How many versions there are of an answer. */
export async function versionsOf(tx: Tx, desk: string, code: string): Promise<number> {
  return (await table.listRows(tx, 'counselling.canned_answer', { desk_code: desk, code })).length;
}
