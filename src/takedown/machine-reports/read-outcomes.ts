import { z } from '@hono/zod-openapi';
import {
  agencyOf,
  type Ctx,
  DAY,
  nextCursor,
  ok,
  type PagedList,
  type Result,
  readCursor,
} from '../../kernel/index.ts';
import { type ReportQuality, reportQuality } from './report-quality-summary.ts';
import { outcomeRows, type ReportPlace } from './report-store.ts';

const PAGE = 500;
const LIST: PagedList<ReportPlace> = {
  name: 'machine-report.outcomes',
  place: z.strictObject({ at: z.string().max(40), id: z.uuid() }),
};

export interface OutcomeLine {
  readonly report: string;
  readonly reference: string;
  readonly round: string;
  readonly code: string;
  readonly givenAt: Date;
}

/**
 * What became of a member's own reports, the oldest first: whoever keeps the cursor of the last page reads only what is new.
 * Refusals: `request.invalid`
 */
export async function readOutcomes(
  ctx: Ctx,
  { after }: { readonly after?: string | undefined } = {},
): Promise<Result<{ readonly outcomes: readonly OutcomeLine[]; readonly next: string | null }>> {
  const place = await readCursor(ctx, LIST, {}, { text: after });
  if (!place.ok) return place;
  return ctx.transaction(async (tx) => {
    const found = await outcomeRows(tx, agencyOf(ctx.actor), PAGE, place.value);
    const last = found.at(-1);
    return ok({
      outcomes: found.map(({ report, reference, round, code, given_at }) => ({
        report,
        reference,
        round,
        code,
        givenAt: given_at,
      })),
      // Also of the last page: what comes later stands after it.
      next: last ? await nextCursor(ctx, LIST, {}, { at: last.given_at.toISOString(), id: last.id }) : (after ?? null),
    });
  });
}

/** The quality of the reader's own reports in the last days. */
export const ownReportQuality = (
  ctx: Ctx,
  { days = 30 }: { readonly days?: number | undefined } = {},
): Promise<Result<ReportQuality>> =>
  reportQuality(ctx, agencyOf(ctx.actor), {
    from: new Date(ctx.now.getTime() - days * DAY),
    to: new Date(ctx.now.getTime() + 1),
  });
