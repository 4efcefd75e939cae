import { type Ctx, ok, type Result } from '../../kernel/index.ts';
import { refuse } from '../refusals.ts';
import type { Agency, Desk, HeldFunction } from './agency.ts';
import { agencyRow, deskRows, functionRows, predecessorsOf } from './agency-store.ts';

/** One agency of any time: what it took over from whom, its functions past, present and to come, and its desks. */
export async function agencyDetail(
  ctx: Ctx,
  input: { code: string },
): Promise<Result<{ agency: Agency; predecessors: string[]; functions: HeldFunction[]; desks: Desk[] }>> {
  return ctx.transaction(async (tx) => {
    const agency = await agencyRow(tx, input.code);
    if (!agency) return refuse('agency.unknown', { field: 'code' });
    return ok({
      agency,
      predecessors: await predecessorsOf(tx, agency.code),
      functions: await functionRows(tx, agency.code),
      desks: await deskRows(tx, { agency: agency.code }),
    });
  });
}
