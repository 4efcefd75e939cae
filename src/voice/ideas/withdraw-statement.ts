import { actOnRecord, type Ctx, ok, type Result } from '../../kernel/index.ts';
import { CONSULTATION, consultationRecord } from '../consultations/consultation-record.ts';
import { findStatement, updateStatement } from '../consultations/consultation-store.ts';
import { refuse } from '../refusals.ts';

/**
 * Takes a statement out, where it should not have been shown: nobody reads it any more, and what was said of it does not count.
 * Refusals: those of an act on a record, `consultation.not-found`, `consultation.wrong-state`, `consultation.unusable`
 */
export function withdrawStatement(
  ctx: Ctx,
  input: { readonly consultation: string; readonly statement: string },
): Promise<Result<void>> {
  return actOnRecord(
    consultationRecord,
    ctx,
    'consultation.withdraw-statement',
    { id: input.consultation },
    async (tx, row, actor): Promise<Result<void>> => {
      const statement = await findStatement(tx, input.statement);
      if (statement?.consultation_id !== row.id || statement.withdrawn_at !== null)
        return refuse('consultation.unusable', { field: 'statement' });
      await updateStatement(tx, statement.id, { withdrawn_by: actor.person, withdrawn_at: tx.now });
      tx.audit({ action: 'consultation.withdraw-statement', object: { kind: CONSULTATION, id: row.id } });
      return ok();
    },
  );
}
