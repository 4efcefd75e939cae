import { type Ctx, ok } from '../../kernel/index.ts';
import { listAgencies } from '../../members/index.ts';
import { actionsOf } from '../plan/plan-store.ts';
import type { CaseRow } from '../tables.ts';

/** Names of agencies in full, by their codes. */
export type AgencyNames = ReadonlyMap<string, string>;

/**
 * The names that the case's documents may need: its owner's, those of the plan's executors, and more. Asked for before the act, since
 * the directory is read in a transaction of its own.
 */
export async function documentNames(
  ctx: Ctx,
  row: Pick<CaseRow, 'id' | 'cycle' | 'owner_agency'>,
  more: readonly string[] = [],
): Promise<AgencyNames> {
  const planned = await ctx.transaction(async (tx) => ok(await actionsOf(tx, row.id, row.cycle)));
  const executors = planned.ok ? planned.value.flatMap((action) => action.executor_agency ?? []) : [];
  const codes = [...new Set([row.owner_agency, ...executors, ...more])];
  const found = await listAgencies(ctx, { codes });
  return new Map(found.ok ? found.value.map((agency) => [agency.code, agency.nameVi]) : []);
}
