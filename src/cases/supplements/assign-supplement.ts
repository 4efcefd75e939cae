import { type Ctx, ok, type Result } from '../../kernel/index.ts';
import { findColleagues } from '../../members/index.ts';
import { refuse } from '../refusals.ts';
import { handOverRoles } from './supplement.ts';
import { notOwed, type OnSeenSupplement, supplementAct } from './supplement-act.ts';
import { noticeOfGiven } from './supplement-notices.ts';
import { updateSupplement } from './supplement-store.ts';

/**
 * Gives what is owed to a colleague, as where whoever handed over has left. The time that is left stays as it is. Refusals: those of an act on
 * a record, `supplement.already-sent`, `supplement.case-ended`, `case.assignee-unknown`
 */
export async function assignSupplement(
  ctx: Ctx,
  input: OnSeenSupplement & { readonly to: string },
): Promise<Result<{ version: number }>> {
  const colleagues = await findColleagues(ctx, { roles: handOverRoles });
  if (!colleagues.ok) return colleagues;
  return supplementAct(ctx, 'supplement.assign', { supplement: input.supplement }, async (tx, row) => {
    const over = notOwed(row, input.version);
    if (over) return over;
    if (!colleagues.value.some(({ id }) => id === input.to)) return refuse('case.assignee-unknown', { field: 'to' });
    await updateSupplement(tx, row, { handed_over_by: input.to });
    await noticeOfGiven(tx, row, input.to);
    tx.audit({
      action: 'supplement.assign',
      object: { kind: 'supplement', id: row.id },
      codes: { from: row.handed_over_by, to: input.to },
    });
    tx.notify({ topic: 'cases.supplement', id: row.id, records: [row.case_id], agency: row.from_agency });
    return ok({ version: row.version + 1 });
  });
}
