import { type Ctx, ok, parseId, type Result } from '../../kernel/index.ts';
import type { CaseStatus } from '../../vocabulary/index.ts';
import { communeHolder } from '../referrals/directory.ts';
import { refuse } from '../refusals.ts';
import { moveSupplements } from '../supplements/follow-case.ts';
import { auditOf, caseAct, lookAtCase, type OnSeenCase } from './case-act.ts';
import { findCase, insertEvent } from './case-store.ts';
import { applyAct } from './decide.ts';

/** Ends a duplicate in favour of another open case of the same agency. Its file stays readable; its clocks end. */
export async function mergeCases(
  ctx: Ctx,
  input: OnSeenCase & { readonly into: string; readonly reason: string },
): Promise<Result<{ status: CaseStatus; version: number }>> {
  const looked = await lookAtCase(ctx, input.case);
  if (!looked.ok) return looked;
  const into = parseId<'case'>(input.into);
  if (into === undefined || into === looked.value.id) return refuse('merge.not-together', { field: 'into' });
  const holder = await communeHolder(ctx, 'OWN_CASE', looked.value.commune_code);
  return caseAct(ctx, 'case.work', input, async (tx, row, person) => {
    const target = await findCase(tx, into);
    if (!target?.is_open || target.owner_agency !== row.owner_agency)
      return refuse('merge.not-together', { field: 'into' });
    const done = await applyAct(ctx, tx, row, person, {
      act: 'merge',
      reason: input.reason,
      holder: holder?.code,
      change: { merged_into: target.id },
    });
    if (!done.ok) return done;
    const agency = row.owner_agency;
    await moveSupplements(ctx, tx, { case: row.id, agency }, { case: target.id, agency });
    await insertEvent(tx, target.id, 'merged-in', { codes: { case: row.reference } });
    tx.audit({ ...auditOf(target), action: 'case.work', codes: { act: 'merged-in', case: row.id } });
    return ok(done.value);
  });
}
