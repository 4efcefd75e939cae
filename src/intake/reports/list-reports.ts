import { z } from '@hono/zod-openapi';
import { type Ctx, ok, parseId, type Result, refuseRequest } from '../../kernel/index.ts';
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
  after: z.string().max(200).optional(),
});
export type ListFilters = z.input<typeof listFilters>;

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
  const mark = after === undefined ? undefined : readMark(after);
  if (after !== undefined && mark === undefined) return refuseRequest('request.invalid', { field: 'after' });
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
      mark,
    ).execute();
    const page = rows.slice(0, limit);
    const last = page.at(-1);
    tx.audit({ action: 'report.list', codes: { rows: page.length, scope: rest.scope } });
    return ok({
      reports: page.map((row) => triageView(lawOf(ctx.kernel), row, tx.now)),
      next: rows.length > limit && last ? writeMark(last, rest.scope) : undefined,
    });
  });
}

function writeMark(row: QueueRow, scope: 'open' | 'all'): string {
  const key =
    scope === 'open'
      ? ['q', row.queue_rank, row.queue_due.getTime(), row.id]
      : ['n', row.received_at.getTime(), row.id];
  return Buffer.from(JSON.stringify(key)).toString('base64url');
}

function readMark(text: string): QueueMark | undefined {
  let key: unknown;
  try {
    key = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
  } catch {
    return undefined;
  }
  if (!Array.isArray(key)) return undefined;
  const id = parseId<'report'>(key.at(-1));
  const numbers = key.slice(1, -1);
  if (id === undefined || !numbers.every((value) => Number.isSafeInteger(value) && Math.abs(value) < 8.64e15))
    return undefined;
  if (key[0] === 'q' && numbers.length === 2) return { rank: Math.min(numbers[0], 99), due: new Date(numbers[1]), id };
  return key[0] === 'n' && numbers.length === 1 ? { receivedAt: new Date(numbers[0]), id } : undefined;
}
