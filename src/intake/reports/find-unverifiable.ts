import type { Ctx, Result } from '../../kernel/index.ts';
import { changeStatus } from './change-status.ts';
import type { OnSeenReport } from './desk-act.ts';
import type { Triage } from './report-view.ts';

/** There is too little to check it by. */
export async function findUnverifiable(ctx: Ctx, on: OnSeenReport): Promise<Result<Triage>> {
  return changeStatus(ctx, on, {
    act: 'find-unverifiable',
    action: 'report.screen',
    event: 'found-unverifiable',
    lapses: ['DL-FWD', 'DL-EMERG-12H'],
  });
}
