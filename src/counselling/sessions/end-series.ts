import { type Ctx, deleteWraps, ok, type Result, readOptionalText } from '../../kernel/index.ts';
import { findColleagues, postNotice } from '../../members/index.ts';
import { refuse } from '../refusals.ts';
import { SUMMARY } from './hold-session.ts';
import { takeBackReminders } from './remind-session.ts';
import { seriesOutcome } from './series.ts';
import { counsellorRoles } from './series-policies.ts';
import {
  auditOf,
  CLOSING_PART,
  type OnSeries,
  openSeriesAct,
  seriesAct,
  seriesKey,
  seriesRecord,
} from './series-record.ts';
import { deleteSeries, giveSessions, sessionsOf, settleSession, updateSeries } from './series-store.ts';

/**
 * Ends a series with what came of it; what was planned is cancelled. Refusals: of an act on a series and of a text, `series.over`,
 * `series.outcome-unknown`, `series.key-unavailable`
 */
export async function endSeries(
  ctx: Ctx,
  input: OnSeries & { readonly outcome: string; readonly closing?: string | undefined },
): Promise<Result<void>> {
  const closing = readOptionalText(input.closing, 'closing', SUMMARY);
  if (!closing.ok) return closing;
  const { outcome } = input;
  if (!seriesOutcome.has(outcome)) return refuse('series.outcome-unknown', { field: 'outcome' });
  return openSeriesAct(ctx, input, async (tx, series, person) => {
    if (closing.value !== undefined) {
      const key = await seriesKey(ctx, tx, series, person);
      if (!key) return refuse('series.key-unavailable');
      await seriesRecord.put(tx, key, CLOSING_PART, closing.value);
    }
    for (const { id, state } of await sessionsOf(tx, series.id))
      if (state === 'planned') {
        await settleSession(tx, id, { state: 'cancelled', reason: 'NO_LONGER_NEEDED' });
        await takeBackReminders(tx, id);
      }
    await updateSeries(tx, series, { state: 'ended', ended_at: tx.now, outcome });
    tx.audit({ ...auditOf(series), action: 'series.work', codes: { task: 'end', outcome } });
    return ok();
  });
}

/**
 * Gives a series to a colleague, who reads what is shared and none of the private notes. Refusals: of an act on a series, `series.over`,
 * `series.colleague-unknown`
 */
export async function handOverSeries(ctx: Ctx, input: OnSeries & { readonly to: string }): Promise<Result<void>> {
  const colleagues = await findColleagues(ctx, { roles: counsellorRoles });
  if (!colleagues.ok) return colleagues;
  return seriesAct(ctx, 'series.hand-over', input, async (tx, series) => {
    if (series.state === 'ended') return refuse('series.over');
    if (input.to === series.counsellor || !colleagues.value.some(({ id }) => id === input.to))
      return refuse('series.colleague-unknown', { field: 'to' });
    await giveSessions(tx, series.id, input.to);
    await updateSeries(tx, series, { counsellor: input.to });
    tx.audit({ ...auditOf(series), action: 'series.hand-over', codes: { to: input.to } });
    await postNotice(
      tx,
      { person: input.to },
      { kind: 'series.handed-over', object: { kind: 'series', id: series.id }, facts: {} },
    );
    return ok();
  });
}

/**
 * Erases an ended series where the child asked for it: the keys of what is shared, every row, and the private notes of everybody.
 * The audit keeps that it was. Refusals: of an act on a series, `series.not-over`
 */
export async function eraseSeries(ctx: Ctx, input: OnSeries): Promise<Result<void>> {
  return seriesAct(ctx, 'series.erase', input, async (tx, series) => {
    if (series.state !== 'ended') return refuse('series.not-over');
    await deleteWraps(tx, seriesRecord.scope(series.id, 'narrative'), 'desk');
    tx.audit({ ...auditOf(series), action: 'series.erase' });
    await deleteSeries(tx, series.id);
    return ok();
  });
}
