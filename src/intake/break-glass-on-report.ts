import { type Ctx, ok, type Result, systemActor } from '../kernel/index.ts';
import { type BreakGlass, breakGlass } from '../members/index.ts';
import { refuse } from './refusals.ts';
import { readCode } from './report-code.ts';
import { reportByReference } from './report-store.ts';

/**
 * Opens one report of another desk in an emergency, by the reference that somebody was told. The platform reads who holds
 * it, so that the holder hears of it; the members' `breakGlass` decides, tells and records.
 * @returns `report.reference-unknown` where there is no such report: a reference has 40 random bits, so that asking tells nothing
 */
export async function breakGlassOnReport(ctx: Ctx, input: { readonly reference: string; readonly reason: string }): Promise<Result<BreakGlass>> {
  const reference = readCode(input.reference);
  if (reference === undefined) return refuse('report.reference-unknown', { field: 'reference' });
  const found = await ctx.as(systemActor('intake.break-glass')).transaction(async (tx) => ok(await reportByReference(tx, reference)));
  if (!found.ok) return found;
  if (!found.value) {
    await ctx.auditRefused({ action: 'break-glass.open', codes: { refusal: 'report.reference-unknown' } });
    return refuse('report.reference-unknown', { field: 'reference' });
  }
  const { id, organisation, desk_code } = found.value;
  return breakGlass(ctx, { objectKind: 'report', objectId: id, reason: input.reason, owner: { agency: organisation, desk: desk_code } });
}
