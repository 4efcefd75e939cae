import { type Tx, tablesOf } from '../../kernel/index.ts';
import type { GoalState } from './series.ts';
import type { PrivateNoteRow, SeriesRow, SeriesTables, SessionRow } from './series-tables.ts';

const table = tablesOf<SeriesTables>();

export type GoalRow = SeriesTables['counselling.series_goal'];
export type ScoreRow = SeriesTables['counselling.series_score'];
export type ConsentRow = SeriesTables['counselling.series_consent'];

/** Series that a list shows. */
export const MOST_SERIES = 200;

export const insertSeries = (tx: Tx, row: SeriesRow): Promise<void> => table.insertRow(tx, 'counselling.series', row);

export const findSeries = (tx: Tx, id: string, lock?: 'for update'): Promise<SeriesRow | undefined> =>
  table.findRow(tx, 'counselling.series', { id }, lock);

/** Changes a series for a caller that holds its lock, one version on. */
export async function updateSeries(
  tx: Tx,
  series: SeriesRow,
  change: Partial<Pick<SeriesRow, 'counsellor' | 'case_id' | 'shared_with' | 'state' | 'ended_at' | 'outcome'>> = {},
): Promise<void> {
  await table.updateRows(tx, 'counselling.series', { id: series.id }, { ...change, version: series.version + 1 });
}

/** Takes a series away with everything that hangs on it, private notes too. */
export const deleteSeries = (tx: Tx, id: string): Promise<number> => table.deleteRows(tx, 'counselling.series', { id });

/** Whether a series runs or ran already for what it would begin from. */
export const seriesFrom = (
  tx: Tx,
  origin: { readonly contact_id: string } | { readonly case_id: string } | { readonly referral_id: string },
): Promise<SeriesRow | undefined> => table.findRow(tx, 'counselling.series', { ...origin, state: 'open' });

/** Series that the actor may know of: the open ones first, the newest first. */
export const seriesSeen = (tx: Tx): Promise<SeriesRow[]> =>
  tx
    .query<SeriesTables>()
    .selectFrom('counselling.series')
    .selectAll()
    .orderBy('state', 'desc')
    .orderBy('began_at', 'desc')
    .orderBy('id', 'desc')
    .limit(MOST_SERIES)
    .execute();

export const insertGoal = (tx: Tx, row: GoalRow): Promise<void> => table.insertRow(tx, 'counselling.series_goal', row);
export const goalsOf = (tx: Tx, series: string): Promise<GoalRow[]> =>
  table.listRows(tx, 'counselling.series_goal', { series_id: series }, ['set_at', 'id']);
export const settleGoalRow = (tx: Tx, series: string, id: string, state: GoalState): Promise<number> =>
  table.updateRows(
    tx,
    'counselling.series_goal',
    { id, series_id: series },
    { state, settled_at: state === 'open' ? null : tx.now },
  );

export const insertSession = (tx: Tx, row: SessionRow): Promise<void> =>
  table.insertRow(tx, 'counselling.series_session', row);
export const findSession = (tx: Tx, series: string, id: string): Promise<SessionRow | undefined> =>
  table.findRow(tx, 'counselling.series_session', { id, series_id: series }, 'for update');
export const sessionsOf = (tx: Tx, series: string): Promise<SessionRow[]> =>
  table.listRows(tx, 'counselling.series_session', { series_id: series }, ['starts_at', 'id']);
export const settleSession = (
  tx: Tx,
  id: string,
  to: Pick<SessionRow, 'state'> & Partial<Pick<SessionRow, 'reason' | 'moved_to'>>,
): Promise<number> => table.updateRows(tx, 'counselling.series_session', { id }, { ...to, settled_at: tx.now });

/** A session and its series, both locked, whatever series it is of. */
export async function sessionWithSeries(
  tx: Tx,
  id: string,
): Promise<{ readonly session: SessionRow; readonly series: SeriesRow } | undefined> {
  const known = await table.findRow(tx, 'counselling.series_session', { id });
  // In the order in which an act on a series locks them.
  const series = known && (await findSeries(tx, known.series_id, 'for update'));
  const session = series && (await findSession(tx, series.id, id));
  return session && { session, series };
}

/** What a counsellor has planned between two times, whatever series it is of. */
export const plannedBetween = (tx: Tx, counsellor: string, from: Date, to: Date): Promise<SessionRow[]> =>
  tx
    .query<SeriesTables>()
    .selectFrom('counselling.series_session')
    .selectAll()
    .where('counsellor', '=', counsellor)
    .where('state', '=', 'planned')
    .where('starts_at', '>=', from)
    .where('starts_at', '<', to)
    .orderBy('starts_at')
    .orderBy('id')
    .execute();

/** Planned sessions of the series of a contact that its child agreed to see. */
export const shownToChild = (
  tx: Tx,
  contact: string,
): Promise<{ at: Date; minutes: number; mode: SessionRow['mode'] }[]> =>
  tx
    .query<SeriesTables>()
    .selectFrom('counselling.series_session as session')
    .innerJoin('counselling.series as series', 'series.id', 'session.series_id')
    .select(['session.starts_at as at', 'session.minutes', 'session.mode'])
    .where('series.contact_id', '=', contact)
    .where('session.state', '=', 'planned')
    .where('session.child_reminder', '<>', 'none')
    .where('session.starts_at', '>', tx.now)
    .orderBy('session.starts_at')
    .execute();

/** Planned sessions of a series go to another counsellor with it. */
export const giveSessions = (tx: Tx, series: string, counsellor: string): Promise<number> =>
  table.updateRows(tx, 'counselling.series_session', { series_id: series, state: 'planned' }, { counsellor });

/** The next session of each series, where one is planned. */
export async function nextSessions(tx: Tx, series: readonly string[]): Promise<ReadonlyMap<string, Date>> {
  if (series.length === 0) return new Map();
  const found = await tx
    .query<SeriesTables>()
    .selectFrom('counselling.series_session')
    .select((of) => ['series_id', of.fn.min('starts_at').as('at')])
    .where('series_id', 'in', series)
    .where('state', '=', 'planned')
    .groupBy('series_id')
    .execute();
  return new Map(found.map(({ series_id, at }) => [series_id, at as Date]));
}

export const insertScores = (tx: Tx, rows: readonly ScoreRow[]): Promise<void> =>
  rows.length === 0 ? Promise.resolve() : table.insertRow(tx, 'counselling.series_score', rows);
export const scoresOf = (tx: Tx, series: string): Promise<ScoreRow[]> =>
  table.listRows(tx, 'counselling.series_score', { series_id: series }, ['at', 'scale']);

export const insertConsent = (tx: Tx, row: ConsentRow): Promise<void> =>
  table.insertRow(tx, 'counselling.series_consent', row);
export const consentsOf = (tx: Tx, series: string): Promise<ConsentRow[]> =>
  table.listRows(tx, 'counselling.series_consent', { series_id: series }, ['place']);

export const insertPrivateNote = (tx: Tx, row: PrivateNoteRow): Promise<void> =>
  table.insertRow(tx, 'counselling.private_note', row);
/** The own notes on a series; those of others are not there. */
export const privateNotesOf = (tx: Tx, series: string, author: string): Promise<PrivateNoteRow[]> =>
  table.listRows(tx, 'counselling.private_note', { series_id: series, author }, ['at', 'id']);
export const deletePrivateNote = (tx: Tx, series: string, id: string): Promise<number> =>
  table.deleteRows(tx, 'counselling.private_note', { id, series_id: series });
