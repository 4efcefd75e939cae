import { type Ctx, ok, type Result, refuseRequest } from '../../kernel/index.ts';
import { SUMMARY_BOUND } from './desk-summary.ts';
import { reportPolicy } from './report-policy.ts';
import { heldReports } from './report-store.ts';

/** How many open reports of the actor's desk each person holds, each counted up to 1,000; for who gives out the work. */
export async function countHeld(ctx: Ctx): Promise<Result<ReadonlyMap<string, number>>> {
  const { actor } = ctx;
  const desk = actor.kind === 'person' ? actor.assignments.find((held) => held.desk)?.desk : undefined;
  if (actor.kind !== 'person' || desk === undefined || !reportPolicy.couldEver(actor, 'report.assign', ctx.now))
    return refuseRequest('access.not-permitted');
  return ctx.transaction(async (tx) => ok(await heldReports(tx, desk, SUMMARY_BOUND)));
}
