import { type Ctx, newId, ok, type Result, readTextInput, type TextRule } from '../../kernel/index.ts';
import { refuse } from '../refusals.ts';
import { type GoalState, goalStates } from './series.ts';
import { auditOf, goalPart, type OnSeries, openSeriesAct, seriesKey, seriesRecord } from './series-record.ts';
import { insertGoal, settleGoalRow, updateSeries } from './series-store.ts';

/** A goal, as the child and the counsellor say it. Code points. */
export const GOAL: TextRule = { most: 300 };

/** Refusals: of an act on a series and of a text, `series.key-unavailable` */
export async function setGoal(
  ctx: Ctx,
  input: OnSeries & { readonly text: string },
): Promise<Result<{ readonly goal: string }>> {
  const text = readTextInput(input.text, 'text', GOAL);
  if (!text.ok) return text;
  return openSeriesAct(ctx, input, async (tx, series, person) => {
    const key = await seriesKey(ctx, tx, series, person);
    if (!key) return refuse('series.key-unavailable');
    const id = newId<'goal'>(tx.now.getTime());
    await insertGoal(tx, { id, series_id: series.id, state: 'open', set_at: tx.now, settled_at: null });
    await seriesRecord.put(tx, key, goalPart(id), text.value);
    tx.audit({ ...auditOf(series), action: 'series.work', codes: { task: 'set-goal' } });
    await updateSeries(tx, series);
    return ok({ goal: id });
  });
}

/** A goal was reached, was dropped, or is open again. Refusals: of an act on a series, `goal.not-there` */
export async function settleGoal(
  ctx: Ctx,
  input: OnSeries & { readonly goal: string; readonly state: string },
): Promise<Result<void>> {
  const state = goalStates.find((one) => one === input.state) as GoalState | undefined;
  if (state === undefined) return refuse('goal.not-there', { field: 'state' });
  return openSeriesAct(ctx, input, async (tx, series) => {
    if ((await settleGoalRow(tx, series.id, input.goal, state)) === 0) return refuse('goal.not-there');
    tx.audit({ ...auditOf(series), action: 'series.work', codes: { task: 'settle-goal', state } });
    await updateSeries(tx, series);
    return ok();
  });
}
