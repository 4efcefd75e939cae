import { type Ctx, hasDeskKey, newId, ok, type Result } from '../../kernel/index.ts';
import { documentNames } from '../documents/document-names.ts';
import { caseOwner, communeHolder } from '../referrals/directory.ts';
import { refuse } from '../refusals.ts';
import { caseAct, lookAtCase, type OnSeenCase } from './case-act.ts';
import { applyAct } from './decide.ts';

/**
 * Hands a case to the commune the child moved to. The old case ends at once; the platform opens the new one there in the
 * next moment (`receiveTransfer`), with the child's facts and fresh clocks, and lets its commune read the old file.
 */
export async function transferCase(
  ctx: Ctx,
  input: OnSeenCase & { readonly commune: string; readonly reason: string },
): Promise<Result<{ case: string; reference: string; owner: string }>> {
  const looked = await lookAtCase(ctx, input.case);
  if (!looked.ok) return looked;
  if (looked.value.commune_code === input.commune) return refuse('transfer.same-commune', { field: 'commune' });
  const found = await caseOwner(ctx, input.commune);
  if (!found) return refuse('case.no-owner', { field: 'commune' });
  const holder = await communeHolder(ctx, 'OWN_CASE', looked.value.commune_code);
  const names = await documentNames(ctx, looked.value, [found.owner.code]);
  return caseAct(ctx, 'case.transfer', input, async (tx, row, person) => {
    if (!(await hasDeskKey(tx, found.owner.code)))
      return refuse('case.desk-has-no-key', { facts: { desk: found.owner.code } });
    // A province that was let in because the commune is implicated hands the case over in the commune's place.
    const inItsPlace = row.owner_agency !== person.agency;
    const done = await applyAct(ctx, tx, row, person, {
      act: 'transfer',
      reason: input.reason,
      holder: holder?.code,
      names,
      to: found.owner.code,
      ...(inItsPlace ? { alsoRoles: ['province_child_officer'] } : {}),
    });
    if (!done.ok) return done;
    const to = newId<'case'>(ctx.now.getTime());
    await tx.enqueue('cases.receive-transfer', {
      from: row.id,
      to,
      commune: input.commune,
      owner: found.owner.code,
      province: found.province,
    });
    return ok({ case: to, reference: row.reference, owner: found.owner.code });
  });
}
