import { type Ctx, ok, type Result } from '../kernel/index.ts';
import type { Agency, DayText, Desk } from './agency.ts';
import { agencyRow, agencyRows, deskRows, functionRows, predecessorsOf, successorsOf } from './agency-store.ts';
import { refuse } from './refusals.ts';

/** A function that an agency holds, held or will hold; `validTo` is the last day, inclusive. */
export interface HeldFunction {
  readonly id: string;
  readonly functionCode: string;
  readonly area: string | null;
  readonly legalBasis: string;
  readonly validFrom: DayText;
  readonly validTo: DayText | null;
  readonly source: string;
  readonly verified: boolean;
}

export interface AgencyDetail {
  readonly agency: Agency;
  /** Of all times, the oldest first. */
  readonly functions: readonly HeldFunction[];
  readonly predecessors: readonly Agency[];
  readonly successors: readonly Agency[];
  readonly desks: readonly Desk[];
}

/** One agency with its dated functions, where it came from and what became of it, and its desks. */
export async function agencyDetail(ctx: Ctx, input: { code: string }): Promise<Result<AgencyDetail>> {
  return ctx.transaction(async (tx) => {
    const agency = await agencyRow(tx, input.code);
    if (!agency) return refuse('agency.unknown', { field: 'code' });
    const named = async (codes: readonly string[]) => (codes.length === 0 ? [] : agencyRows(tx, { codes, limit: codes.length }));
    return ok({
      agency,
      functions: await functionRows(tx, input.code),
      predecessors: await named(await predecessorsOf(tx, input.code)),
      successors: await named(await successorsOf(tx, input.code)),
      desks: await deskRows(tx, { agency: input.code }),
    });
  });
}
