import { type Ctx, ok, type Result } from '../../kernel/index.ts';
import { colleagueNames } from '../../members/index.ts';
import { refuse } from '../refusals.ts';
import { auditOf, caseAct, type OnSeenCase } from './case-act.ts';
import { noticeOfAssigned } from './case-notices.ts';
import { insertEvent, updateCase } from './case-store.ts';

/** Names the colleague who works on the case; null takes the name off. */
export async function assignCase(
  ctx: Ctx,
  input: OnSeenCase & { readonly to: string | null },
): Promise<Result<{ version: number }>> {
  if (input.to !== null) {
    const names = await colleagueNames(ctx, [input.to]);
    if (!names.ok || !names.value.has(input.to)) return refuse('case.assignee-unknown', { field: 'to' });
  }
  return caseAct(ctx, 'case.work', input, async (tx, row) => {
    await insertEvent(tx, row.id, 'assigned', { codes: input.to === null ? {} : { to: input.to } });
    await updateCase(tx, row, { assigned_to: input.to });
    if (input.to !== null) await noticeOfAssigned(tx, input.to, row.id);
    tx.audit({ ...auditOf(row), action: 'case.work', codes: { act: 'assign' } });
    return ok({ version: row.version + 1 });
  });
}
