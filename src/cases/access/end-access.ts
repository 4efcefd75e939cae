import { type Ctx, deleteWraps, ok, type Result, refuseRequest } from '../../kernel/index.ts';
import { auditOf, caseAct, type OnCase } from '../process/case-act.ts';
import { endGrant, insertEvent, liveGrants } from '../process/case-store.ts';
import { sealedClasses } from './case-access.ts';
import { caseRecord } from './case-sealing.ts';

/** Ends a grant on the case at once; the desk loses the keys unless another live grant of the agency still needs them. */
export async function endAccess(ctx: Ctx, input: OnCase & { readonly grant: string }): Promise<Result<void>> {
  return caseAct(ctx, 'case.grant', { case: input.case }, async (tx, row) => {
    const grants = await liveGrants(tx, row.id);
    const grant = grants.find((one) => one.id === input.grant && one.object_kind === 'case');
    if (!grant) return refuseRequest('record.not-found');
    await endGrant(tx, grant.id);
    if (
      grant.subject_kind === 'agency' &&
      grant.subject !== row.owner_agency &&
      !grants.some((one) => one.id !== grant.id && one.object_kind === 'case' && one.subject === grant.subject)
    ) {
      for (const fieldClass of sealedClasses)
        await deleteWraps(tx, caseRecord.scope(row.id, fieldClass), 'desk', grant.subject);
    }
    await insertEvent(tx, row.id, 'access-ended', { codes: { subject: grant.subject_kind } });
    tx.audit({ ...auditOf(row), action: 'case.grant', codes: { act: 'end', origin: grant.origin } });
    return ok();
  });
}
