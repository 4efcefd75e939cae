import { type Ctx, ok, type Result, systemActor } from '../../kernel/index.ts';
import { reportStates } from './machine-report.ts';
import { qualityRows, stateCounts } from './report-store.ts';

/** The quality of a member's reports in a time. */
export interface ReportQuality {
  /** Finished ones, without tests. */
  readonly reports: number;
  /** Mean percent of the expected fields that were filled; null where there was no report. */
  readonly percent: number | null;
  /** Reports of which so much was filled in: below 50, from 50, from 75, from 90 percent. */
  readonly bands: readonly { readonly from: number; readonly reports: number }[];
  /** Which fields were empty and in how many reports, the most frequent first. */
  readonly missing: readonly { readonly field: string; readonly reports: number }[];
  /** All reports that were opened in the time, by their state now. */
  readonly states: Readonly<Record<string, number>>;
}

const BANDS = [0, 50, 75, 90] as const;

/**
 * For the scorecard of a member: the caller has permitted it. Counts are as they are; whoever shows them to others hides small ones.
 * @param period from its first moment up to, not with, its last
 */
export function reportQuality(
  ctx: Ctx,
  agency: string,
  period: { readonly from: Date; readonly to: Date },
): Promise<Result<ReportQuality>> {
  return ctx.as(systemActor('takedown.machine-reports')).transaction(async (tx) => {
    const rows = await qualityRows(tx, agency, period.from, period.to);
    const states = await stateCounts(tx, agency, period.from, period.to);
    const reports = rows.reduce((sum, row) => sum + row.reports, 0);
    const filled = rows.reduce((sum, row) => sum + row.quality * row.reports, 0);
    const missing = new Map<string, number>();
    for (const row of rows)
      for (const field of row.missing) missing.set(field, (missing.get(field) ?? 0) + row.reports);
    return ok({
      reports,
      percent: reports === 0 ? null : Math.round(filled / reports),
      bands: BANDS.map((from, at) => ({
        from,
        reports: rows
          .filter(({ quality }) => quality >= from && quality < (BANDS[at + 1] ?? 101))
          .reduce((sum, row) => sum + row.reports, 0),
      })),
      missing: [...missing]
        .map(([field, count]) => ({ field, reports: count }))
        .toSorted((a, b) => b.reports - a.reports || (a.field < b.field ? -1 : 1)),
      states: Object.fromEntries(
        reportStates.map((state) => [state, states.find((one) => one.state === state)?.reports ?? 0]),
      ),
    });
  });
}
