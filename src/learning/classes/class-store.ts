import { sql } from 'kysely';
import { rows, run, type Tx, tablesOf } from '../../kernel/index.ts';
import type { ClassQuestionRow, ClassRow, ClassTables, RoundRow } from './class-tables.ts';

const table = tablesOf<ClassTables>();

export const insertClass = (tx: Tx, row: ClassRow): Promise<void> => table.insertRow(tx, 'learning.class', row);
export const classByCode = (tx: Tx, code: string, lock?: 'for update'): Promise<ClassRow | undefined> =>
  table.findRow(tx, 'learning.class', { code }, lock);
export const updateClass = (tx: Tx, id: string, set: Partial<Pick<ClassRow, 'sheet' | 'ends_on'>>): Promise<number> =>
  table.updateRows(tx, 'learning.class', { id }, set);
/** With everything of it. */
export const deleteClass = (tx: Tx, id: string): Promise<number> => table.deleteRows(tx, 'learning.class', { id });

/** @param today YYYY-MM-DD in Viet Nam @returns how many went */
export const deleteEndedClasses = (tx: Tx, today: string): Promise<number> =>
  run(tx, sql`delete from learning.class where ends_on < ${today}::date`);

export async function countOpenedSince(tx: Tx, since: Date): Promise<number> {
  const found = await rows(
    tx,
    sql<{ n: number }>`select count(*)::integer as n from learning.class where opened_at >= ${since}`,
  );
  return found[0]?.n ?? 0;
}

export const insertRound = (tx: Tx, row: RoundRow): Promise<void> => table.insertRow(tx, 'learning.class_round', row);
/** The round that nobody has closed; it may be over by its time. */
export const standingRound = (tx: Tx, class_id: string, lock?: 'for update'): Promise<RoundRow | undefined> =>
  table.findRow(tx, 'learning.class_round', { class_id, answered: null }, lock);
/** The oldest first. */
export const roundsOf = (tx: Tx, class_id: string): Promise<RoundRow[]> =>
  table.listRows(tx, 'learning.class_round', { class_id }, ['opened_at', 'id']);
export const questionsOf = (tx: Tx, class_id: string): Promise<ClassQuestionRow[]> =>
  table.listRows(tx, 'learning.class_question', { class_id }, ['round_id', 'question']);
export const countAnswered = async (tx: Tx, round_id: string): Promise<number> =>
  (await table.listRows(tx, 'learning.class_answered', { round_id })).length;
export const hasAnswered = (tx: Tx, round_id: string, seat: number): Promise<boolean> =>
  table.hasRow(tx, 'learning.class_answered', { round_id, seat });
export const insertAnswered = (tx: Tx, row: ClassTables['learning.class_answered']): Promise<void> =>
  table.insertRow(tx, 'learning.class_answered', row);

/** Adds one answer to the sum of a question. */
export function addAnswer(
  tx: Tx,
  { class_id, round_id, question, right }: { class_id: string; round_id: string; question: string; right: boolean },
): Promise<number> {
  const one = right ? 1 : 0;
  return run(
    tx,
    sql`insert into learning.class_question as sum (class_id, round_id, question, answered, rightly)
        values (${class_id}::uuid, ${round_id}::uuid, ${question}, 1, ${one})
        on conflict (round_id, question) do update
        set answered = sum.answered + 1, rightly = sum.rightly + ${one}`,
  );
}

/**
 * Closes a round for good: how many answered stays, who they were does not.
 * @param round locked by this transaction, so that it is counted and closed once
 */
export async function closeStanding(tx: Tx, round: RoundRow, at: Date): Promise<void> {
  const answered = await countAnswered(tx, round.id);
  await table.updateRows(tx, 'learning.class_round', { id: round.id }, { answered, ends_at: at });
  await table.deleteRows(tx, 'learning.class_answered', { round_id: round.id });
}
