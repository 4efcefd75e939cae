import type { Ctx, Result } from '../../kernel/index.ts';
import { changeStatus } from './change-status.ts';
import type { OnSeenReport } from './desk-act.ts';
import type { Triage } from './report-view.ts';

/** The check found that it is not so. The reporter is told by a person, and not by a state. */
export async function findUnfounded(ctx: Ctx, on: OnSeenReport): Promise<Result<Triage>> {
  return changeStatus(ctx, on, {
    act: 'find-unfounded',
    action: 'report.screen',
    event: 'found-unfounded',
    lapses: ['DL-FWD', 'DL-EMERG-12H'],
  });
}
