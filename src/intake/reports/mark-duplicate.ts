import { type Ctx, ok, parseId, type Result, type Tx } from '../../kernel/index.ts';
import { refuse } from '../refusals.ts';
import type { ReportRow } from '../tables.ts';
import { changeStatus } from './change-status.ts';
import type { OnSeenReport } from './desk-act.ts';
import { findReport } from './report-store.ts';
import type { Triage } from './report-view.ts';

/** Joins a report to the one that told of the same matter first. The reporter of either still has their own thread. */
export async function markDuplicate(ctx: Ctx, input: OnSeenReport & { readonly of: string }): Promise<Result<Triage>> {
  return changeStatus(ctx, input, {
    act: 'mark-duplicate',
    action: 'report.screen',
    event: 'marked-duplicate',
    meets: ['DL-SCREEN'],
    lapses: 'all',
    change: async (tx, report) => {
      const original = await findOriginal(tx, report, input.of);
      return original.ok ? ok({ duplicate_of: original.value }) : original;
    },
  });
}

/** The report that a duplicate may be joined to: another one, that the actor may see, and no duplicate itself. */
export async function findOriginal(tx: Tx, report: ReportRow, of: string | undefined): Promise<Result<string>> {
  const id = parseId<'report'>(of);
  const original = id === undefined || id === report.id ? undefined : await findReport(tx, id);
  if (!original || original.status === 'DUPLICATE')
    return refuse('report.duplicate-unusable', { field: 'duplicateOf' });
  return ok(original.id);
}
