import { actAs, type Ctx, ok, openPart, type Result, refuseRequest, systemActor, type Tx } from '../../kernel/index.ts';
import type { ReportDetails } from '../filing/report-input.ts';
import { refuse } from '../refusals.ts';
import { auditOf } from './desk-act.ts';
import { reportRecord } from './report-sealing.ts';
import { findOwnReport } from './report-store.ts';

export interface PlacesOfReport {
  readonly report: string;
  readonly reference: string;
  readonly urgency: string | null;
  readonly demonstration: boolean;
  readonly places: ReportDetails['places'];
}

/**
 * The links and accounts of a report, for a part of the platform that takes on what stands there. They go from one seal to another and
 * nobody reads them: the platform opens that part of the story alone, by the key of the report's own desk, and the audit says what for.
 * The caller has checked that its own act is permitted; runs in its transaction.
 * Refusals: `record.not-found`, `report.key-unavailable`
 */
export function placesOfReport(
  ctx: Ctx,
  tx: Tx,
  input: { readonly report: string; readonly use: string },
): Promise<Result<PlacesOfReport>> {
  return actAs(tx, systemActor('intake.places-of-report'), async (system) => {
    const row = await findOwnReport(system, input.report);
    if (!row) return refuseRequest('record.not-found');
    const key = (await reportRecord.openKeys(ctx, system, row.id, ['narrative'], row.desk_code)).get('narrative');
    if (!key) return refuse('report.key-unavailable');
    const sealed = await reportRecord.sealed(system, row.id, 'narrative', 'details');
    const details = sealed && (JSON.parse(openPart(key, 'details', sealed)) as ReportDetails);
    // Not a reading: who opened a report is told to its reporter, and here nobody did.
    tx.audit({ ...auditOf(row), action: 'report.hand-on-places', codes: { use: input.use } });
    return ok({
      report: row.id,
      reference: row.reference,
      urgency: row.urgency,
      demonstration: row.is_demonstration,
      places: details?.places ?? [],
    });
  });
}
