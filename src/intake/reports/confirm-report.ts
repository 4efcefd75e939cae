import { type Ctx, ok, type Result } from '../../kernel/index.ts';
import { startForwarding } from '../clocks/forwarding.ts';
import { changeStatus } from './change-status.ts';
import type { OnSeenReport } from './desk-act.ts';
import type { Triage } from './report-view.ts';

/** The check found that it is so: it is to be passed on at once. */
export async function confirmReport(ctx: Ctx, on: OnSeenReport): Promise<Result<Triage>> {
  return changeStatus(ctx, on, {
    act: 'confirm',
    action: 'report.verify',
    event: 'confirmed',
    change: async (tx, report) => {
      await startForwarding(ctx, tx, report, report.urgency);
      return ok({});
    },
  });
}
