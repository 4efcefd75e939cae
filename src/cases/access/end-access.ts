import { type Ctx, endGrant, ok, type Result, refuseRequest } from '../../kernel/index.ts';
import { auditOf, caseAct, type OnCase } from '../process/case-act.ts';
import { insertEvent, liveGrants } from '../process/case-store.ts';

/** Ends a grant on the case at once; the desk loses the keys that no other live grant of the case needs. */
export async function endAccess(ctx: Ctx, input: OnCase & { readonly grant: string }): Promise<Result<void>> {
  return caseAct(ctx, 'case.grant', { case: input.case }, async (tx, row) => {
    const grants = await liveGrants(tx, row.id);
    const grant = grants.find((one) => one.id === input.grant && one.object_kind === 'case');
    if (!grant) return refuseRequest('record.not-found');
    await endGrant(tx, grant.id);
    await insertEvent(tx, row.id, 'access-ended', { codes: { subject: grant.subject_kind } });
    tx.audit({ ...auditOf(row), action: 'case.grant', codes: { act: 'end', origin: grant.origin } });
    return ok();
  });
}
