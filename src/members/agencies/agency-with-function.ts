import { type Ctx, ok, systemActor, vietnamDate } from '../../kernel/index.ts';
import { type Day, provinceOf } from '../../vocabulary/index.ts';
import type { Agency } from './agency.ts';
import { holders } from './agency-store.ts';

export interface FunctionQuery {
  /** When; now where absent. */
  readonly at?: Date;
  /** Official code of a commune or province; absent: only agencies for all Viet Nam. */
  readonly area?: string;
}

/**
 * The agencies that hold a function for an area, nearest first: those of the commune, then of its
 * province, then the central ones. Empty where nobody holds it on that day.
 */
export async function agenciesWithFunction(
  ctx: Ctx,
  functionCode: string,
  query: FunctionQuery = {},
): Promise<Agency[]> {
  const day = vietnamDate(query.at ?? ctx.now);
  const province = query.area === undefined ? undefined : provinceOf(query.area, day as Day)?.code;
  const areas = [...new Set([query.area, province].filter((area) => area !== undefined))];
  const found = await ctx
    .as(systemActor('members.agency-directory'))
    .transaction(async (tx) => ok(await holders(tx, functionCode, day, areas)), { keep: true });
  if (!found.ok) return [];
  const distance = (covers: string | null) => (covers === null ? areas.length : areas.indexOf(covers));
  return found.value
    .toSorted((a, b) => distance(a.covers) - distance(b.covers))
    .map(({ covers: _covers, ...agency }) => agency);
}

/** The nearest agency that holds a function for an area today, or at another time. */
export async function agencyWithFunction(
  ctx: Ctx,
  functionCode: string,
  query: FunctionQuery = {},
): Promise<Agency | undefined> {
  return (await agenciesWithFunction(ctx, functionCode, query))[0];
}
