import { lookAtCase } from '../../cases/index.ts';
import { type Ctx, deleteWraps, hasDeskKey, ok, type Result } from '../../kernel/index.ts';
import { refuse } from '../refusals.ts';
import { auditOf, type OnSeries, openSeriesAct, seriesRecord } from './series-record.ts';
import { updateSeries } from './series-store.ts';

/**
 * Shares goals and summaries with the agency that handles a case now, as when a case was opened after a chat, or has moved to another
 * commune; the agency that had it before loses its key. Refusals: of an act on a series and of a look at the case, `series.over`,
 * `series.other-case`, `series.desk-has-no-key`
 */
export async function shareSeries(ctx: Ctx, input: OnSeries & { readonly case: string }): Promise<Result<void>> {
  const found = await lookAtCase(ctx, input.case);
  if (!found.ok) return found;
  const { id, owner_agency: owner } = found.value;
  return openSeriesAct(ctx, input, async (tx, series) => {
    if (series.case_id !== null && series.case_id !== id) return refuse('series.other-case');
    if (!(await hasDeskKey(tx, owner))) return refuse('series.desk-has-no-key', { facts: { desk: owner } });
    const before = series.shared_with;
    const scope = seriesRecord.scope(series.id, 'narrative');
    if (before !== null && before !== owner && before !== series.desk_code)
      await deleteWraps(tx, scope, 'desk', before);
    await ctx.kernel.sealing.giveKey(tx, scope, { from: series.desk_code, to: owner, purpose: 'counselling' });
    await updateSeries(tx, series, { case_id: id, shared_with: owner });
    tx.audit({ ...auditOf(series), action: 'series.work', codes: { task: 'share', to: owner } });
    return ok();
  });
}
