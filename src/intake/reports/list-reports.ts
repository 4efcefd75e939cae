import { z } from '@hono/zod-openapi';
import { type Ctx, nextCursor, ok, type Result, readCursor, refuseRequest, type Tx } from '../../kernel/index.ts';
import { lawOf, onlineIncident, reportChannel, reportStatus, urgency } from '../../vocabulary/index.ts';
import type { ReportRow } from '../tables.ts';
import { newestQuery, type QueueFilters, queueParts, queueQuery } from './report-store.ts';
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
const QUEUE = {
  name: 'report.queue',
  place: z.object({ part: z.enum(queueParts), at: instant, rank: z.int(), due: instant, id: z.uuid() }),
};
const NEWEST = { name: 'report.newest', place: z.object({ receivedAt: instant, id: z.uuid() }) };

export interface ReportList {
  readonly reports: readonly Triage[];
  /** For `after`; absent on the last page. */
  readonly next: string | undefined;
}

/**
 * A desk's queue in the order of work (danger that nobody has answered, the clock that ends first of those that can still be kept,
 * what is overdue by urgency, what has no clock), or everything with the newest first; only what the actor may
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
  const narrowed: QueueFilters = {
    ...rest,
    ...(shared || desk === undefined ? { ids: granted } : { desk }),
    ...(assigned === undefined
      ? {}
      : { assigned: assigned === 'me' ? actor.person : assigned === 'nobody' ? null : assigned }),
  };
  const page = rest.scope === 'open' ? queuePage : newestPage;
  return page(ctx, narrowed, limit, { chosen, after });
}

interface Asked {
  /** What the cursor is bound to. */
  readonly chosen: object;
  readonly after: string | undefined;
}

async function newestPage(
  ctx: Ctx,
  filters: QueueFilters,
  limit: number,
  { chosen, after }: Asked,
): Promise<Result<ReportList>> {
  const place = await readCursor(ctx, NEWEST, chosen, { text: after });
  if (!place.ok) return place;
  return ctx.transaction(async (tx) => {
    const rows = await newestQuery(tx, filters, limit + 1, place.value).execute();
    const last = rows[limit - 1];
    const more = rows.length > limit && last;
    return shown(
      ctx,
      tx,
      rows.slice(0, limit),
      filters,
      more ? await nextCursor(ctx, NEWEST, chosen, { receivedAt: last.received_at, id: last.id }) : undefined,
    );
  }, keeping(filters));
}

/** A desk's list has few texts, each asked all day; the text of a list of ids grows with the ids. */
const keeping = ({ ids }: QueueFilters) => ({ keep: ids === undefined, onePlan: ids === undefined });

/** A page of the queue. */
async function queuePage(
  ctx: Ctx,
  filters: QueueFilters,
  limit: number,
  { chosen, after }: Asked,
): Promise<Result<ReportList>> {
  const place = await readCursor(ctx, QUEUE, chosen, { text: after });
  if (!place.ok) return place;
  return ctx.transaction(async (tx) => {
    const at = place.value?.at ?? tx.now;
    const found = await queueQuery(tx, filters, limit + 1, place.value ?? { part: queueParts[0], at }).execute();
    const last = found[limit - 1];
    const next =
      found.length > limit && last
        ? await nextCursor(ctx, QUEUE, chosen, {
            part: last.part,
            at,
            rank: last.queue_rank,
            due: last.queue_due,
            id: last.id,
          })
        : undefined;
    return shown(ctx, tx, found.slice(0, limit), filters, next);
  }, keeping(filters));
}

function shown(
  ctx: Ctx,
  tx: Tx,
  rows: readonly ReportRow[],
  { scope }: QueueFilters,
  next: string | undefined,
): Result<ReportList> {
  tx.audit({ action: 'report.list', codes: { rows: rows.length, scope } });
  return ok({ reports: rows.map((row) => triageView(lawOf(ctx.kernel), row, tx.now)), next });
}
