import { sql } from 'kysely';
import { parseId, rows, run, type Tx, tablesOf } from '../../kernel/index.ts';
import type { ConsultationRow, OptionRow, StatementRow, ThemeAnswerRow, ThemeRow, VoiceTables } from '../tables.ts';
import type { ConsultationState } from './consultation.ts';

const table = tablesOf<VoiceTables>();
/** Statements and themes are named in forms: what is no id names none. */
const isId = (text: string) => parseId<'row'>(text) !== undefined;

export const insertConsultation = (tx: Tx, row: ConsultationRow): Promise<void> =>
  table.insertRow(tx, 'voice.consultation', row);
/** Whoever locks it waits behind the ballots that are being written, and those that come later behind them. */
export async function findConsultation(tx: Tx, id: string, lock?: 'for update'): Promise<ConsultationRow | undefined> {
  const row = await table.findRow(tx, 'voice.consultation', { id });
  if (!row || lock === undefined) return row;
  await run(tx, sql`select pg_advisory_xact_lock(hashtextextended(${`voice ${row.code}`}, 0))`);
  return table.findRow(tx, 'voice.consultation', { id }, lock);
}
export const consultationByCode = (tx: Tx, code: string): Promise<ConsultationRow | undefined> =>
  table.findRow(tx, 'voice.consultation', { code });

/** Writes a change, counted, so that who comes second is told. */
export async function updateConsultation(tx: Tx, row: ConsultationRow, set: Partial<ConsultationRow>): Promise<void> {
  await table.updateRows(
    tx,
    'voice.consultation',
    { id: row.id },
    { ...set, version: row.version + 1, changed_at: tx.now },
  );
}

/** Those in some states, the last changed first. */
export function consultationRows(
  tx: Tx,
  states: readonly ConsultationState[],
  limit: number,
  after?: { readonly at: string; readonly id: string },
): Promise<ConsultationRow[]> {
  return tx
    .query<VoiceTables>()
    .selectFrom('voice.consultation')
    .selectAll()
    .where('state', 'in', [...states])
    .$if(after !== undefined, (one) =>
      one.where(sql<boolean>`(changed_at, id) < (${after?.at ?? ''}::timestamptz, ${after?.id ?? ''}::uuid)`),
    )
    .orderBy('changed_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
}

/** Those whose time is over and that are not closed yet. */
export const dueForClosing = (tx: Tx): Promise<{ id: string }[]> =>
  rows(
    tx,
    sql<{
      id: string;
    }>`select id from voice.consultation where state = 'OPEN' and closes_at <= ${tx.now} order by closes_at limit 100`,
  );

/** An answer, or a look at one, that somebody still owes. */
export interface OwedRow {
  readonly id: string;
  /** Of a look alone. */
  readonly theme_id: string | null;
  readonly title: string;
  readonly act: 'answer-theme' | 'look-again';
  readonly since: Date;
  /** `YYYY-MM-DD` */
  readonly due_on: string;
}

/**
 * What is owed to children, the earliest first: the answer of each consultation that closed, and each look that was promised for a day up
 * to `until` (`YYYY-MM-DD`).
 */
export const owedRows = (tx: Tx, until: string, limit: number): Promise<OwedRow[]> =>
  rows(
    tx,
    sql<OwedRow>`
      select id, null::uuid as theme_id, title_vi as title, 'answer-theme' as act, closed_at as since, answer_by as due_on
        from voice.consultation where state = 'CLOSED'
      union all
      select answer.consultation_id, answer.theme_id, theme.title_vi, 'look-again', answer.answered_at, answer.follow_up_on
        from voice.theme_answer as answer join voice.theme as theme on theme.id = answer.theme_id
        where answer.followed_up is null and answer.follow_up_on <= ${until}::date
      order by due_on, id limit ${limit}`,
  );

export const optionsOf = (tx: Tx, consultation_id: string): Promise<OptionRow[]> =>
  table.listRows(tx, 'voice.option', { consultation_id }, ['number']);

export async function replaceOptions(tx: Tx, consultation_id: string, options: readonly OptionRow[]): Promise<void> {
  await table.deleteRows(tx, 'voice.option', { consultation_id });
  if (options.length > 0) await table.insertRow(tx, 'voice.option', options);
}

export const statementsOf = (tx: Tx, consultation_id: string): Promise<StatementRow[]> =>
  table.listRows(tx, 'voice.statement', { consultation_id }, ['number']);
export const insertStatement = (tx: Tx, row: StatementRow): Promise<void> =>
  table.insertRow(tx, 'voice.statement', row);
/** Of a draft alone: the table refuses it once the consultation has been opened. */
export const deleteSeeds = (tx: Tx, consultation_id: string): Promise<number> =>
  table.deleteRows(tx, 'voice.statement', { consultation_id, origin: 'SEED' });
export const findStatement = async (tx: Tx, id: string): Promise<StatementRow | undefined> =>
  isId(id) ? table.findRow(tx, 'voice.statement', { id }) : undefined;
export const updateStatement = (
  tx: Tx,
  id: string,
  set: Partial<Pick<StatementRow, 'theme_id' | 'withdrawn_by' | 'withdrawn_at'>>,
): Promise<number> => table.updateRows(tx, 'voice.statement', { id }, set);

export const themesOf = (tx: Tx, consultation_id: string): Promise<ThemeRow[]> =>
  table.listRows(tx, 'voice.theme', { consultation_id }, ['number']);
export const findTheme = async (tx: Tx, id: string): Promise<ThemeRow | undefined> =>
  isId(id) ? table.findRow(tx, 'voice.theme', { id }) : undefined;
export const insertTheme = (tx: Tx, row: ThemeRow): Promise<void> => table.insertRow(tx, 'voice.theme', row);

export const answersOf = (tx: Tx, consultation_id: string): Promise<ThemeAnswerRow[]> =>
  table.listRows(tx, 'voice.theme_answer', { consultation_id }, ['answered_at', 'theme_id']);
export const findAnswer = async (tx: Tx, theme_id: string): Promise<ThemeAnswerRow | undefined> =>
  isId(theme_id) ? table.findRow(tx, 'voice.theme_answer', { theme_id }) : undefined;
export const insertAnswer = (tx: Tx, row: ThemeAnswerRow): Promise<void> =>
  table.insertRow(tx, 'voice.theme_answer', row);
export const updateAnswer = (
  tx: Tx,
  theme_id: string,
  set: Pick<ThemeAnswerRow, 'followed_up' | 'followed_up_by' | 'followed_up_at'>,
): Promise<number> => table.updateRows(tx, 'voice.theme_answer', { theme_id }, set);
