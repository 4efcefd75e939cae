import { type Ctx, ok, type Result, systemActor } from '../kernel/index.ts';
import { firstDefinitions } from './forms/catalogue.ts';
import { insertDefinition } from './forms/form-store.ts';

/** Brings the first form versions into the database, at every start. What was published there since stays. @returns rows that came */
export async function syncCasesData(ctx: Ctx): Promise<Result<number>> {
  return ctx.as(systemActor('cases.sync-data')).transaction(async (tx) => {
    let came = 0;
    for (const definition of firstDefinitions) if (await insertDefinition(tx, definition)) came += 1;
    if (came > 0) tx.audit({ action: 'form-definition.publish', codes: { seeded: came } });
    return ok(came);
  });
}
