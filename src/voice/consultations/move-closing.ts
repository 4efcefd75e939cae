import { actOnRecord, type Ctx, ok, type Result, vietnamDate } from '../../kernel/index.ts';
import { refuse } from '../refusals.ts';
import { CONSULTATION, consultationRecord } from './consultation-record.ts';
import { updateConsultation } from './consultation-store.ts';

/**
 * Moves the close to another moment, while it is open and its time is not over: nobody has seen a result by then. It stays before the day of
 * the answer. Refusals: those of an act on a record, `consultation.not-found`, `consultation.wrong-state`, `consultation.unusable`
 */
export function moveClosing(
  ctx: Ctx,
  input: { readonly consultation: string; readonly version?: number | undefined; readonly closesAt: Date },
): Promise<Result<void>> {
  const { consultation: id, version, closesAt } = input;
  return actOnRecord(consultationRecord, ctx, 'consultation.move-closing', { id, version }, async (tx, row) => {
    if (row.closes_at === null || row.closes_at <= tx.now)
      return refuse('consultation.wrong-state', { facts: { state: row.state } });
    const fits = closesAt > tx.now && row.answer_by !== null && vietnamDate(closesAt) < row.answer_by;
    if (!fits) return refuse('consultation.unusable', { field: 'closesAt' });
    await updateConsultation(tx, row, { closes_at: closesAt });
    tx.audit({
      action: 'consultation.move-closing',
      object: { kind: CONSULTATION, id: row.id },
      codes: { later: closesAt > row.closes_at },
    });
    return ok();
  });
}
