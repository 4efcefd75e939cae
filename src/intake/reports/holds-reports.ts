import { type Ctx, ok, type Result, systemActor } from '../../kernel/index.ts';
import { hasReports } from './report-store.ts';

/** Whether there is a report of the demonstration, or one that is of no demonstration. */
export async function holdsReports(ctx: Ctx, of: { readonly demonstration: boolean }): Promise<Result<boolean>> {
  return ctx
    .as(systemActor('intake.holds-reports'))
    .transaction(async (tx) => ok(await hasReports(tx, of.demonstration)));
}
