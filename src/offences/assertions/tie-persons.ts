import { type Ctx, ok, type Result, systemActor } from '../../kernel/index.ts';
import { untiedClaims, untiedPersons } from './assertion-store.ts';
import { tieClaim, tiePerson } from './person-links.ts';

const TIE = systemActor('offences.tie-persons');
const BATCH = 200;

/**
 * Brings into the graph the persons of interest, and the comparisons, that stand and were said before they were points of it. What is said
 * from now on is linked at once; run twice, it is the same. @returns how many were linked
 */
export async function tiePersons(ctx: Ctx): Promise<Result<number>> {
  const system = ctx.as(TIE);
  let tied = 0;
  for (;;) {
    const part: Result<number> = await system.transaction(async (tx) => {
      const persons = await untiedPersons(tx, BATCH);
      for (const person of persons) await tiePerson(ctx.kernel, tx, person);
      const claims = await untiedClaims(tx, BATCH);
      for (const claim of claims) await tieClaim(ctx.kernel, tx, claim);
      return ok(persons.length + claims.length);
    });
    if (!part.ok) return part;
    tied += part.value;
    if (part.value === 0) return ok(tied);
  }
}
