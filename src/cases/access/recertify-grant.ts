import { type Ctx, ok, type Result, refuseRequest } from '../../kernel/index.ts';
import { auditOf, caseAct, type OnCase } from '../process/case-act.ts';
import { insertRecertification, liveGrants } from '../process/case-store.ts';
import { endAccess } from './end-access.ts';

/** Confirms that a grant is still needed, or ends it. A confirmation does not lengthen it. */
export async function recertifyGrant(
  ctx: Ctx,
  input: OnCase & { readonly grant: string; readonly keep: boolean },
): Promise<Result<void>> {
  const noted = await caseAct(ctx, 'case.grant', { case: input.case }, async (tx, row) => {
    if (!(await liveGrants(tx, row.id)).some((one) => one.id === input.grant && one.object_kind === 'case'))
      return refuseRequest('record.not-found');
    await insertRecertification(tx, {
      grant_id: input.grant,
      case_id: row.id,
      decision: input.keep ? 'confirmed' : 'ended',
    });
    tx.audit({ ...auditOf(row), action: 'grant.recertify', codes: { decision: input.keep ? 'confirmed' : 'ended' } });
    return ok();
  });
  return !noted.ok || input.keep ? noted : endAccess(ctx, input);
}
