import type { Selectable } from 'kysely';
import { type Tx, tablesOf } from '../../kernel/index.ts';
import type { PracticeTables } from './practice-tables.ts';
import type { PracticeEnd, PracticeState } from './take-turn.ts';

const { insertRow, findRow, listRows, updateRows, deleteRows, hasRow } = tablesOf<PracticeTables>();

export type Practice = Selectable<PracticeTables['counselling.practice']>;
export type PracticeShare = Selectable<PracticeTables['counselling.practice_share']>;

/** Practices that a list shows, the newest first. */
const MOST_LISTED = 50;

export const insertPractice = (tx: Tx, { state, ...practice }: Practice): Promise<void> =>
  insertRow(tx, 'counselling.practice', { ...practice, state: JSON.stringify(state) });

export const findPractice = (tx: Tx, id: string, lock?: 'for update'): Promise<Practice | undefined> =>
  findRow(tx, 'counselling.practice', { id }, lock);

export const practicesOf = (tx: Tx, person: string): Promise<Practice[]> =>
  tx
    .query<PracticeTables>()
    .selectFrom('counselling.practice')
    .selectAll()
    .where('person', '=', person)
    .orderBy('began_at', 'desc')
    .orderBy('id', 'desc')
    .limit(MOST_LISTED)
    .execute();

/** Where the practice stands after an act, one version on. */
export const savePractice = async (
  tx: Tx,
  practice: Practice,
  next: { readonly state: PracticeState; readonly ended: PracticeEnd | null },
): Promise<void> => {
  await updateRows(
    tx,
    'counselling.practice',
    { id: practice.id },
    {
      state: JSON.stringify(next.state),
      ended: next.ended,
      ended_at: next.ended === null ? null : tx.now,
      version: practice.version + 1,
    },
  );
};

export const deletePractice = (tx: Tx, id: string): Promise<number> => deleteRows(tx, 'counselling.practice', { id });

export const insertPracticeLine = (tx: Tx, line: PracticeTables['counselling.practice_line']): Promise<void> =>
  insertRow(tx, 'counselling.practice_line', line);

export const practiceLines = (tx: Tx, practice: string) =>
  listRows(tx, 'counselling.practice_line', { practice_id: practice }, ['turn']);

export const isShared = (tx: Tx, practice: string): Promise<boolean> =>
  hasRow(tx, 'counselling.practice_share', { practice_id: practice });

export const insertShare = (tx: Tx, share: PracticeShare): Promise<void> =>
  insertRow(tx, 'counselling.practice_share', share);

export const deleteShare = (tx: Tx, practice: string): Promise<number> =>
  deleteRows(tx, 'counselling.practice_share', { practice_id: practice });

export const sharedPractices = (tx: Tx, desk: string): Promise<PracticeShare[]> =>
  tx
    .query<PracticeTables>()
    .selectFrom('counselling.practice_share')
    .selectAll()
    .where('desk_code', '=', desk)
    .orderBy('practised_at', 'desc')
    .orderBy('practice_id', 'desc')
    .limit(MOST_LISTED)
    .execute();
