import { type Ctx, DAY, MINUTE, newId, ok, type Result, type Tx } from '../../kernel/index.ts';
import { refuse } from '../refusals.ts';
import { answersByNetwork, askReminders, takeBackReminders } from './remind-session.ts';
import {
  overlaps,
  PLANNED_DAYS_AHEAD,
  SESSION_MINUTES,
  type SessionReason,
  sessionMode,
  sessionReason,
} from './series.ts';
import { auditOf, type OnSeries, openSeriesAct } from './series-record.ts';
import { findSession, insertSession, plannedBetween, settleSession, updateSeries } from './series-store.ts';
import type { SeriesRow, SessionRow } from './series-tables.ts';
import { childReminders } from './session-reminder.ts';

export interface SessionTime {
  readonly at: Date;
  readonly minutes: number;
}

/**
 * Plans a session. Refusals: of an act on a series, `series.over`, `session.time-unusable` (past, too far ahead, too short or long),
 * `session.time-taken` (the counsellor has another one then), `session.mode-unknown`, `session.reminder-unknown`,
 * `session.no-network` (a reminder where the child writes, and it writes on our own page)
 */
export async function planSession(
  ctx: Ctx,
  input: OnSeries & SessionTime & { readonly mode: string; readonly childReminder?: string | undefined },
): Promise<Result<{ readonly session: string }>> {
  const { mode } = input;
  const childReminder = childReminders.find((one) => one === (input.childReminder ?? 'none'));
  if (!childReminder) return refuse('session.reminder-unknown', { field: 'childReminder' });
  if (!sessionMode.has(mode)) return refuse('session.mode-unknown', { field: 'mode' });
  return openSeriesAct(ctx, input, async (tx, series) => {
    if (childReminder === 'network' && !(await writesByNetwork(tx, series)))
      return refuse('session.no-network', { field: 'childReminder' });
    const free = await freeTime(tx, series.counsellor, input);
    if (!free.ok) return free;
    const session = await addSession(tx, series, { ...input, mode, childReminder });
    tx.audit({ ...auditOf(series), action: 'series.work', codes: { task: 'plan-session' } });
    await updateSeries(tx, series);
    return ok({ session });
  });
}

/** Another time in place of a planned one; the first stays in the list as moved. Refusals: as to plan one, `session.not-planned`, `session.reason-unknown` */
export async function moveSession(
  ctx: Ctx,
  input: OnSeries & SessionTime & { readonly session: string; readonly reason: string },
): Promise<Result<{ readonly session: string }>> {
  const { reason } = input;
  if (!sessionReason.has(reason)) return refuse('session.reason-unknown', { field: 'reason' });
  return onPlanned(ctx, input, async (tx, series, before) => {
    const free = await freeTime(tx, series.counsellor, input, before.id);
    if (!free.ok) return free;
    const session = await addSession(tx, series, {
      ...input,
      mode: before.mode,
      childReminder: before.child_reminder,
    });
    await settleSession(tx, before.id, { state: 'moved', reason, moved_to: session });
    await takeBackReminders(tx, before.id);
    tx.audit({ ...auditOf(series), action: 'series.work', codes: { task: 'move-session', reason } });
    return ok({ session });
  });
}

/** Refusals: of an act on a series, `series.over`, `session.not-planned`, `session.reason-unknown` */
export async function cancelSession(
  ctx: Ctx,
  input: OnSeries & { readonly session: string; readonly reason: string },
): Promise<Result<void>> {
  const { reason } = input;
  if (!sessionReason.has(reason)) return refuse('session.reason-unknown', { field: 'reason' });
  return onPlanned(ctx, input, async (tx, series, session) => {
    await settleSession(tx, session.id, { state: 'cancelled', reason: reason as SessionReason });
    await takeBackReminders(tx, session.id);
    tx.audit({ ...auditOf(series), action: 'series.work', codes: { task: 'cancel-session', reason } });
    return ok();
  });
}

/** An act on a session that is still planned, and the series one version on. */
export function onPlanned<T>(
  ctx: Ctx,
  on: OnSeries & { readonly session: string },
  act: (tx: Tx, series: SeriesRow, session: SessionRow) => Promise<Result<T>>,
): Promise<Result<T>> {
  return openSeriesAct(ctx, on, async (tx, series) => {
    const session = await findSession(tx, series.id, on.session);
    if (session?.state !== 'planned') return refuse('session.not-planned');
    const done = await act(tx, series, session);
    if (done.ok) await updateSeries(tx, series);
    return done;
  });
}

async function addSession(
  tx: Tx,
  series: SeriesRow,
  of: SessionTime & { readonly mode: SessionRow['mode']; readonly childReminder: SessionRow['child_reminder'] },
): Promise<string> {
  const id = newId<'session'>(tx.now.getTime());
  const row: SessionRow = {
    id,
    series_id: series.id,
    counsellor: series.counsellor,
    starts_at: of.at,
    minutes: of.minutes,
    mode: of.mode,
    state: 'planned',
    reason: null,
    moved_to: null,
    settled_at: null,
    child_reminder: of.childReminder,
  };
  await insertSession(tx, row);
  await askReminders(tx, row);
  return id;
}

/** Whether there is somewhere to remind the child, beside its own page. */
async function writesByNetwork(tx: Tx, { contact_id: contact }: SeriesRow): Promise<boolean> {
  return contact !== null && (await answersByNetwork(tx, contact));
}

async function freeTime(tx: Tx, counsellor: string, { at, minutes }: SessionTime, but?: string): Promise<Result<void>> {
  const { least, most } = SESSION_MINUTES;
  if (!(Number.isInteger(minutes) && minutes >= least && minutes <= most))
    return refuse('session.time-unusable', { field: 'minutes', facts: { least, most } });
  const ahead = at.getTime() - tx.now.getTime();
  if (!(ahead > 0 && ahead <= PLANNED_DAYS_AHEAD * DAY))
    return refuse('session.time-unusable', { field: 'at', facts: { days: PLANNED_DAYS_AHEAD } });
  const wanted = { starts_at: at, minutes };
  const around = await plannedBetween(
    tx,
    counsellor,
    new Date(at.getTime() - most * MINUTE),
    new Date(at.getTime() + minutes * MINUTE),
  );
  return around.some((one) => one.id !== but && overlaps(one, wanted))
    ? refuse('session.time-taken', { field: 'at' })
    : ok();
}
