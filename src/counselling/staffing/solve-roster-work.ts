import { type Ctx, type LongJobKind, type LongWork, ok, type Result, systemActor } from '../../kernel/index.ts';
import { brokenRules } from './roster.pure.ts';
import { rosterInput } from './roster-input.ts';
import { changeRoster, findRoster, lockDesk, replaceAssignments } from './roster-store.ts';
import { solveRoster } from './solve-roster.ts';

/** Kind of the long work; its object is the roster. */
export const ROSTER_WORK = 'counselling.roster';
/** Seconds that the solver has; what it found by then is the roster. */
const SECONDS = 60;

/** Solving a roster as long work: only the end writes, so that a second attempt after a process has died begins anew. */
export const rosterWork: LongJobKind = { kind: ROSTER_WORK, roles: ['111_supervisor'], run: doRoster };

async function doRoster(
  ctx: Ctx,
  work: LongWork,
): Promise<Result<{ readonly outcome?: { unfilled: number; best: boolean } }>> {
  const system = ctx.as(systemActor('counselling.solve-roster'));
  const read = await system.transaction(async (tx) => {
    const roster = await findRoster(tx, work.objectId, false);
    return ok(roster?.state === 'DRAFT' ? await rosterInput(tx, roster) : undefined);
  });
  if (!read.ok) return read;
  const input = read.value;
  if (input === undefined) return ok({});
  await work.report(0, SECONDS);
  const solved = await solveRoster(input, {
    seconds: SECONDS,
    signal: work.signal,
    tell: ({ seconds }) => void work.report(Math.min(SECONDS - 1, Math.round(seconds)), SECONDS).catch(() => undefined),
  });
  if (solved === undefined) return ok({});
  // The solver is not believed: what it answers is looked at as a roster that was made by hand would be.
  if (brokenRules(input, solved.roster).length > 0) throw new Error('the solver broke a hard rule');
  return system.transaction(async (tx) => {
    const roster = await findRoster(tx, work.objectId, true);
    if (roster?.state !== 'DRAFT') return ok({});
    await lockDesk(tx, roster.desk);
    await replaceAssignments(tx, roster.id, solved.roster);
    await changeRoster(tx, roster, { best: solved.best });
    const missing = solved.roster.unfilled.reduce((sum, slot) => sum + slot.missing, 0);
    return ok({ outcome: { unfilled: missing, best: solved.best } });
  });
}
