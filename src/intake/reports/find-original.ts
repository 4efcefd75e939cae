import { ok, parseId, type Result, type Tx } from '../../kernel/index.ts';
import { refuse } from '../refusals.ts';
import type { ReportRow } from '../tables.ts';
import { findReport } from './report-store.ts';

/** The report that a duplicate may be joined to: another one, that the actor may see, and no duplicate itself. */
export async function findOriginal(tx: Tx, report: ReportRow, of: string | null | undefined): Promise<Result<string>> {
  const id = parseId<'report'>(of ?? undefined);
  const original = id === undefined || id === report.id ? undefined : await findReport(tx, id);
  if (!original || original.status === 'DUPLICATE') return refuse('report.duplicate-unusable', { field: 'of' });
  return ok(original.id);
}
