import type { Ctx, Result } from '../../kernel/index.ts';
import { changeStatus } from './change-status.ts';
import type { OnSeenReport } from './desk-act.ts';
import type { Triage } from './report-view.ts';

/** Somebody begins to check whether it is so (Decree 56/2017, art. 25). */
export async function startVerifying(ctx: Ctx, on: OnSeenReport): Promise<Result<Triage>> {
  return changeStatus(ctx, on, { act: 'start-verifying', action: 'report.verify', event: 'verifying-started' });
}
