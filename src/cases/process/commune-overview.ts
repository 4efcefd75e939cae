import { z } from '@hono/zod-openapi';
import { type Ctx, listSchema, ok, type Result, refuseRequest } from '../../kernel/index.ts';
import { type CaseStatus, caseStatus } from '../../vocabulary/index.ts';
import { overdueDuties } from '../duties/overdue-duties.ts';
import { caseInList, caseInListSchema } from './case-in-list.ts';
import { communeRows } from './case-store.ts';

export const communeOverviewSchema = z.object({
  cases: listSchema(
    caseInListSchema.extend({
      /** How many of its duties are overdue. */
      overdue: z.number().int(),
    }),
  ),
  counts: z.partialRecord(caseStatus.zod, z.number().int()),
  /** Cases with something overdue. */
  overdue: z.number().int(),
  dueSoon: z.number().int(),
  /** There are more cases than one page holds; the counts are of those shown. */
  more: z.boolean(),
});
export type CommuneOverview = z.output<typeof communeOverviewSchema>;

const PAGE = 500;

/**
 * All cases of the actor's commune on one page, newest first, with counts by state and by clock.
 * @param input.takenAway the list leaves the platform as a file, which the audit names
 */
export async function communeOverview(
  ctx: Ctx,
  input: { readonly open?: boolean; readonly takenAway?: 'csv' | 'xlsx' } = {},
): Promise<Result<CommuneOverview>> {
  const { actor } = ctx;
  if (actor.kind !== 'person') return refuseRequest('access.not-permitted');
  const late = await overdueDuties(ctx);
  if (!late.ok) return late;
  return ctx.transaction(async (tx) => {
    const rows = await communeRows(tx, {
      limit: PAGE + 1,
      ...(input.open === undefined ? {} : { open: input.open }),
    });
    const cases = rows.slice(0, PAGE).map((row) => {
      const one = caseInList(row, ctx);
      return { ...one, overdue: late.value.of(one) };
    });
    const counts: Partial<Record<CaseStatus, number>> = {};
    for (const one of cases) counts[one.status] = (counts[one.status] ?? 0) + 1;
    tx.audit({
      action: 'case.list',
      codes: { rows: cases.length, ...(input.takenAway ? { takenAway: input.takenAway } : {}) },
    });
    return ok({
      cases,
      counts,
      overdue: cases.filter((one) => one.overdue > 0).length,
      dueSoon: cases.filter((one) => one.clock?.look === 'due-soon' || one.clock?.look === 'due-now').length,
      more: rows.length > PAGE,
    });
  });
}
