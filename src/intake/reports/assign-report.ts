import { type Ctx, ok, parseId, type Result } from '../../kernel/index.ts';
import { findColleagues } from '../../members/index.ts';
import { lawOf } from '../../vocabulary/index.ts';
import { refuse } from '../refusals.ts';
import { auditOf, deskAct, type OnSeenReport, permitted } from './desk-act.ts';
import { DESK_ROLES } from './report-policy.ts';
import { insertEvent, updateReport } from './report-store.ts';
import { type Triage, triageView } from './report-view.ts';

/**
 * Gives the report to a person of the desk, to oneself, or back to nobody. Taking what nobody has is everyone's, and so is
 * giving back one's own or handing it to a colleague, as at the end of a shift; to give out what nobody has, and to take
 * from others, is the supervisor's.
 * @param input.to id of a person, or null
 */
export async function assignReport(
  ctx: Ctx,
  input: OnSeenReport & { readonly to: string | null },
): Promise<Result<Triage>> {
  const to = input.to === null ? null : parseId<'person'>(input.to);
  if (to === undefined) return refuse('report.assignee-unusable', { field: 'to' });
  return deskAct(ctx, 'report.take', input, async (tx, report, person) => {
    const own = report.assigned_to === person.person || (to === person.person && report.assigned_to === null);
    if (!own) {
      const may = permitted(person, 'report.assign', report, tx.now);
      if (!may.ok) return may;
    }
    if (to !== null && to !== person.person) {
      const colleagues = await findColleagues(ctx, { roles: DESK_ROLES, desk: report.desk_code });
      if (!colleagues.ok) return colleagues;
      if (!colleagues.value.some((colleague) => colleague.id === to))
        return refuse('report.assignee-unusable', { field: 'to' });
    }
    await insertEvent(tx, report.id, to === null ? 'unassigned' : 'assigned', to === null ? {} : { to });
    const assigned = await updateReport(tx, report, { assigned_to: to });
    tx.audit({ ...auditOf(report), action: own ? 'report.take' : 'report.assign', codes: { to: to ?? 'nobody' } });
    tx.notify({ topic: 'report.assigned', id: report.id, desk: report.desk_code });
    return ok(triageView(lawOf(ctx.kernel), assigned, tx.now));
  });
}
