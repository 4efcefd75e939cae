import { type Ctx, ok, type Result, vietnamDate } from '../../kernel/index.ts';
import type { Agency } from './agency.ts';
import { agencyRows } from './agency-store.ts';

/** Agencies that exist today, by code, unit, level, kind or words of the name (marks may be left out); at most 200. */
export async function listAgencies(
  ctx: Ctx,
  filters: {
    codes?: readonly string[];
    adminUnit?: string;
    level?: string;
    kinds?: readonly string[];
    text?: string;
  } = {},
): Promise<Result<Agency[]>> {
  return ctx.transaction(async (tx) => ok(await agencyRows(tx, { ...filters, on: vietnamDate(ctx.now), limit: 200 })));
}
