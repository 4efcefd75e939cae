import { type Ctx, ok, type Result, systemActor } from '../kernel/index.ts';
import { deadlineRules } from '../vocabulary/index.ts';
import { seedRules } from './deadline-store.ts';
import { insertDefinition } from './form-store.ts';
import { firstDefinitions } from './forms/catalogue.ts';

/** Brings the vocabulary's deadline rules and the first form versions into the database, at every start. What was changed there as data stays. @returns rows that came */
export async function syncCasesData(ctx: Ctx): Promise<Result<number>> {
  return ctx.as(systemActor('cases.sync-data')).transaction(async (tx) => {
    let came = await seedRules(tx, deadlineRules);
    for (const definition of firstDefinitions) if (await insertDefinition(tx, definition)) came += 1;
    if (came > 0) tx.audit({ action: 'deadline-rule.manage', codes: { seeded: came } });
    return ok(came);
  });
}
