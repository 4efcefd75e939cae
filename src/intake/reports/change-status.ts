import { type Ctx, ok, type Result, type Tx } from '../../kernel/index.ts';
import { lawOf } from '../../vocabulary/index.ts';
import { refuse } from '../refusals.ts';
import type { ReportRow } from '../tables.ts';
import { auditOf, deskAct, type OnSeenReport } from './desk-act.ts';
import { lapseEnding } from './lapse-ending.ts';
import { hasReporter, nextStatus, type ReportAct } from './report.ts';
import type { ReportAction } from './report-policy.ts';
import { insertEvent, type ReportChange, updateReport } from './report-store.ts';
import { type Triage, triageView } from './report-view.ts';

export interface StatusChange {
  readonly act: ReportAct;
  readonly action: ReportAction;
  readonly event: string;
  readonly codes?: Readonly<Record<string, string>>;
  /** What else changes with the state. */
  readonly change?: (tx: Tx, report: ReportRow) => Promise<Result<ReportChange>>;
}

/** The common part of the verbs that move a report from one state to the next. */
export async function changeStatus(
  ctx: Ctx,
  on: OnSeenReport,
  { act, action, event, codes, change }: StatusChange,
): Promise<Result<Triage>> {
  return deskAct(ctx, action, on, async (tx, report) => {
    const status = nextStatus(report.status, act, hasReporter(report));
    if (status === undefined) return refuse('report.act-not-open');
    const more = change ? await change(tx, report) : ok({});
    if (!more.ok) return more;
    await insertEvent(tx, report.id, event, codes);
    await lapseEnding(tx, report.id);
    const changed = await updateReport(tx, report, { ...more.value, status });
    tx.audit({ ...auditOf(report), action, codes: { act, ...codes } });
    tx.notify({ topic: `report.${event}`, id: report.id, desk: report.desk_code });
    return ok(triageView(lawOf(ctx.kernel), changed, tx.now));
  });
}
