import { type Ctx, ok, type Result, refuseRequest } from '../../kernel/index.ts';
import { type DutyNumber, dutyNumber } from '../../vocabulary/index.ts';
import { auditOf, deskAct, type OnReport } from './desk-act.ts';
import { insertEvent } from './report-store.ts';

/** Writes down that those on duty were called just now; whom, as a code of the vocabulary. @returns when */
export async function recordCall(
  ctx: Ctx,
  input: OnReport & { readonly whom: DutyNumber },
): Promise<Result<{ readonly at: Date }>> {
  if (!dutyNumber.has(input.whom)) return refuseRequest('request.invalid', { field: 'whom' });
  return deskAct(ctx, 'report.screen', { report: input.report }, async (tx, report) => {
    await insertEvent(tx, report.id, 'called', { whom: input.whom });
    tx.audit({ ...auditOf(report), action: 'report.call', codes: { whom: input.whom } });
    tx.notify({ topic: 'report.called', id: report.id, desk: report.desk_code });
    return ok({ at: tx.now });
  });
}
