import { z } from '@hono/zod-openapi';
import {
  type Ctx,
  nextCursor,
  ok,
  type PagedList,
  type Result,
  readCode,
  readCursor,
  refuseRequest,
} from '../../kernel/index.ts';
import { reportStates } from './machine-report.ts';
import { incidentType } from './report-lists.ts';
import { machineReportPolicy } from './report-policies.ts';
import { type ReportPlace, reportRows } from './report-store.ts';
import { type ReportLine, reportLine } from './report-view.ts';

/** Filters of the list: codes, so they may stand in an address. */
export const reportFilters = z.strictObject({
  state: z.enum(reportStates).optional(),
  agency: z.string().max(40).optional(),
  type: incidentType.zod.optional(),
  /** The code of a report. */
  reference: z.string().max(60).optional(),
  test: z.enum(['true', 'false']).optional(),
  urgent: z.enum(['true']).optional(),
  unviewed: z.enum(['true']).optional(),
  qualityBelow: z.coerce.number().int().min(1).max(100).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
  after: z.string().max(600).optional(),
});
export type ReportListFilters = z.input<typeof reportFilters>;

const LIST: PagedList<ReportPlace> = {
  name: 'machine-report.list',
  place: z.strictObject({ at: z.string().max(40), id: z.uuid() }),
};

/** Reports that machines filed, the newest first: the unit’s finished ones, a member’s own. Refusals: `access.not-permitted`, `request.invalid` */
export async function listMachineReports(
  ctx: Ctx,
  filters: ReportListFilters = {},
): Promise<Result<{ readonly reports: readonly ReportLine[]; readonly next: string | null }>> {
  if (!machineReportPolicy.couldEver(ctx.actor, 'machine-report.list', ctx.now))
    return refuseRequest('access.not-permitted');
  const parsed = reportFilters.safeParse(filters);
  if (!parsed.success)
    return refuseRequest('request.invalid', { field: parsed.error.issues[0]?.path.map(String).join('.') ?? '' });
  const { limit, after, ...chosen } = parsed.data;
  const place = await readCursor(ctx, LIST, chosen, { text: after });
  if (!place.ok) return place;
  const { state, reference, test, urgent, unviewed, ...rest } = chosen;
  const code = reference === undefined ? undefined : (readCode(reference.replace(/^\s*BT/i, '')) ?? '-');
  return ctx.transaction(
    async (tx) => {
      const found = await reportRows(
        tx,
        {
          ...rest,
          ...(state ? { states: [state] } : {}),
          ...(code ? { reference: `BT-${code}` } : {}),
          ...(test ? { test: test === 'true' } : {}),
          ...(urgent ? { urgent: true } : {}),
          ...(unviewed ? { unviewed: true } : {}),
        },
        limit + 1,
        place.value,
      );
      const last = found[limit - 1];
      tx.audit({ action: 'machine-report.list', codes: { rows: Math.min(found.length, limit) } });
      return ok({
        reports: found.slice(0, limit).map(reportLine),
        next:
          found.length > limit && last
            ? await nextCursor(ctx, LIST, chosen, { at: last.opened_at.toISOString(), id: last.id })
            : null,
      });
    },
    { keep: true },
  );
}
