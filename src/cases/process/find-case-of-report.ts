import { type Ctx, ok, type Result, refuseRequest } from '../../kernel/index.ts';
import { caseOfReport } from './case-store.ts';

/** The protection case of a report, where there is one that the actor may know of: for the way from one to the other. */
export async function findCaseOfReport(
  ctx: Ctx,
  input: { readonly report: string },
): Promise<Result<{ id: string; reference: string; owner: string } | null>> {
  if (ctx.actor.kind !== 'person') return refuseRequest('access.not-permitted');
  return ctx.transaction(async (tx) => {
    const found = await caseOfReport(tx, input.report);
    return ok(found ? { id: found.id, reference: found.reference, owner: found.owner_agency } : null);
  });
}
