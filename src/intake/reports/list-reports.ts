import { z } from '@hono/zod-openapi';
import { type Ctx, nextCursor, ok, type Result, readCursor, refuseRequest } from '../../kernel/index.ts';
import { lawOf, onlineIncident, reportChannel, reportStatus, urgency } from '../../vocabulary/index.ts';
import { type QueueMark, type QueueRow, queueQuery } from './report-store.ts';
import { type Triage, triageView } from './report-view.ts';

/** Filters of a desk's list; all are codes, so they may stand in an address and survive a reload. */
export const listFilters = z.strictObject({
  desk: z.string().max(40).optional(),
  /** What grants opened to the actor, of any desk, and not a desk's queue. */
  shared: z.boolean().optional(),
  scope: z.enum(['open', 'all']).default('open'),
  status: z.array(reportStatus.zod).nonempty().optional(),
  urgency: z
    .array(z.enum([...urgency.codes, 'unscreened']))
    .nonempty()
    .optional(),
  incident: onlineIncident.zod.optional(),
  province: z
    .string()
    .regex(/^\d{2}$/)
    .optional(),
  channel: reportChannel.zod.optional(),
  /** `me`, `nobody`, or a person's id. */
  assigned: z.union([z.enum(['me', 'nobody']), z.uuid()]).optional(),
  overdue: z.boolean().optional(),
  unanswered: z.boolean().optional(),
  limit: z.number().int().min(1).max(100).default(50),
  /** Where the page before ended. */
  after: z.string().max(400).optional(),
});
export type ListFilters = z.input<typeof listFilters>;

const instant = z.coerce.date();
const LIST = {
  name: 'report.list',
  place: z.union([
    z.object({ rank: z.int(), due: instant, id: z.uuid() }),
    z.object({ receivedAt: instant, id: z.uuid() }),
  ]),
};

export interface ReportList {
  readonly reports: readonly Triage[];
  /** For `after`; absent on the last page. */
  readonly next: string | undefined;
}

/**
 * A desk's queue by urgency and the clock that ends first, or everything with the newest first; only what the actor may
 * see, and triage fields only. The desk is the actor's own where none is named; without one, what was shared with them.
 */
export async function listReports(ctx: Ctx, filters: ListFilters = {}): Promise<Result<ReportList>> {
  const { actor } = ctx;
  if (actor.kind !== 'person') return refuseRequest('access.not-permitted');
  const parsed = listFilters.safeParse(filters);
  if (!parsed.success)
    return refuseRequest('request.invalid', { field: parsed.error.issues[0]?.path.map(String).join('.') });
  const {
    limit,
    after,
    assigned,
    shared,
    desk = actor.assignments.find((held) => held.desk)?.desk,
    ...rest
  } = parsed.data;
  // Grants that have ended are left out by the policy's filter.
  const granted = actor.grants.filter((grant) => grant.objectKind === 'report').map((grant) => grant.objectId);
  const chosen = { ...rest, shared, desk, assigned };
  const place = await readCursor(ctx, LIST, chosen, { text: after });
  if (!place.ok) return place;
  return ctx.transaction(async (tx) => {
    const rows = await queueQuery(
      tx,
      {
        ...rest,
        ...(shared || desk === undefined ? { ids: granted } : { desk }),
        ...(assigned === undefined
          ? {}
          : { assigned: assigned === 'me' ? actor.person : assigned === 'nobody' ? null : assigned }),
      },
      limit + 1,
      place.value,
    ).execute();
    const page = rows.slice(0, limit);
    const last = page.at(-1);
    tx.audit({ action: 'report.list', codes: { rows: page.length, scope: rest.scope } });
    return ok({
      reports: page.map((row) => triageView(lawOf(ctx.kernel), row, tx.now)),
      next: rows.length > limit && last ? await nextCursor(ctx, LIST, chosen, markOf(last, rest.scope)) : undefined,
    });
  });
}

function markOf(row: QueueRow, scope: 'open' | 'all'): QueueMark {
  return scope === 'open'
    ? { rank: row.queue_rank, due: row.queue_due, id: row.id }
    : { receivedAt: row.received_at, id: row.id };
}
