import { type Ctx, ok, type Result } from '../../kernel/index.ts';
import { changeStatus } from './change-status.ts';
import type { OnSeenReport } from './desk-act.ts';
import type { Triage } from './report-view.ts';

/** Nothing is left to do for the desk. A message of the reporter opens it again by itself. */
export async function closeReport(ctx: Ctx, on: OnSeenReport): Promise<Result<Triage>> {
  return changeStatus(ctx, on, {
    act: 'close',
    action: 'report.close',
    event: 'closed',
    lapses: 'all',
    change: async (tx) => ok({ closed_at: tx.now, unanswered: false }),
  });
}
