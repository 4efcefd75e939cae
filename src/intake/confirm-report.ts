import type { Ctx, Result } from '../kernel/index.ts';
import { changeStatus } from './change-status.ts';
import type { OnSeenReport } from './desk-act.ts';
import type { Triage } from './report-view.ts';

/** The check found that it is so. */
export async function confirmReport(ctx: Ctx, on: OnSeenReport): Promise<Result<Triage>> {
  return changeStatus(ctx, on, { act: 'confirm', action: 'report.screen', event: 'confirmed' });
}
