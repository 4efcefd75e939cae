import { type Ctx, ok, type Result } from '../../kernel/index.ts';
import { startReportClock } from '../clocks/report-clocks.ts';
import { changeStatus } from './change-status.ts';
import type { OnSeenReport } from './desk-act.ts';
import type { Triage } from './report-view.ts';

/** Opens a closed or joined report again; it waits to be screened like a new one. */
export async function reopenReport(ctx: Ctx, on: OnSeenReport): Promise<Result<Triage>> {
  return changeStatus(ctx, on, {
    act: 'reopen',
    action: 'report.reopen',
    event: 'reopened',
    change: async (tx, report) => {
      await startReportClock(ctx, tx, report, 'DL-SCREEN', { urgency: report.urgency ?? undefined });
      return ok({ closed_at: null, duplicate_of: null });
    },
  });
}
