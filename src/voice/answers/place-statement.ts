import { actOnRecord, type Ctx, ok, type Result } from '../../kernel/index.ts';
import { CONSULTATION, consultationRecord } from '../consultations/consultation-record.ts';
import { findStatement, findTheme, updateStatement } from '../consultations/consultation-store.ts';
import { refuse } from '../refusals.ts';
import { endIfAnswered } from './end-if-answered.ts';

/**
 * Puts a statement under a theme, and with it every idea that was shown as it or joined to it. Refusals: those of an act on a record,
 * `consultation.not-found`, `consultation.wrong-state`, `consultation.unusable`, `theme.not-found`
 */
export function placeStatement(
  ctx: Ctx,
  input: { readonly consultation: string; readonly statement: string; readonly theme: string },
): Promise<Result<void>> {
  return actOnRecord(
    consultationRecord,
    ctx,
    'consultation.add-theme',
    { id: input.consultation },
    async (tx, row): Promise<Result<void>> => {
      const statement = await findStatement(tx, input.statement);
      if (statement?.consultation_id !== row.id) return refuse('consultation.unusable', { field: 'statement' });
      const theme = await findTheme(tx, input.theme);
      if (theme?.consultation_id !== row.id) return refuse('theme.not-found');
      await updateStatement(tx, statement.id, { theme_id: theme.id });
      await endIfAnswered(tx, row);
      tx.audit({ action: 'consultation.place-statement', object: { kind: CONSULTATION, id: row.id } });
      return ok();
    },
  );
}
