import { actOnRecord, type Ctx, ok, type Result } from '../../kernel/index.ts';
import { endIfAnswered } from '../answers/end-if-answered.ts';
import { CONSULTATION, consultationRecord } from '../consultations/consultation-record.ts';
import { findStatement, updateStatement } from '../consultations/consultation-store.ts';
import { refuse } from '../refusals.ts';

/**
 * Takes the words of a statement out, where they should not have been shown: nobody reads them any more. Before the close it does not count;
 * of one that is closed the numbers stay, since whoever takes it out may have seen them.
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
      await endIfAnswered(tx, row);
      return ok();
    },
  );
}
