import { type Ctx, ok, type Result } from '../kernel/index.ts';
import { type ClockKeeper, readLaw } from '../vocabulary/index.ts';
import { endByLaw } from './clocks.ts';
import { openClocksOf, retimeClocks } from './report-store.ts';

const BATCH = 500;

/** The clocks of reports, for who changes the law. */
export const reportClocks: ClockKeeper = {
  job: 'intake.follow-law',
  openClocks: (ctx, code) =>
    ctx.transaction(async (tx) =>
      ok(
        (await openClocksOf(tx, code)).map(({ id, started_at, due_at, urgency, organisation, province_code }) => ({
          id,
          ruleCode: code,
          startedAt: started_at,
          dueAt: due_at,
          ...(urgency === null ? {} : { urgency }),
          ownerAgency: organisation,
          ...(province_code === null ? {} : { provinceCode: province_code }),
        })),
      ),
    ),
};

/** Sets the open clocks of a rule's code by the law as it stands now, and the reports that show them. Running it twice changes nothing more. @returns how many moved */
export async function followLaw(ctx: Ctx, code: string): Promise<Result<number>> {
  const law = await readLaw(ctx);
  let moved = 0;
  for (let after: string | undefined = ''; after !== undefined; ) {
    const from: string = after;
    const batch = await ctx.transaction(async (tx) => {
      const clocks = await openClocksOf(tx, code, { after: from, limit: BATCH });
      const times = clocks.flatMap(({ id, started_at, due_at, urgency }) => {
        const due = endByLaw(law, code, started_at, urgency ?? undefined);
        return due === undefined || due.getTime() === due_at.getTime() ? [] : [{ id, due }];
      });
      for (const { report, desk } of await retimeClocks(tx, times))
        tx.notify({ topic: 'report.clock-moved', id: report, desk });
      return ok({ moved: times.length, last: clocks.length === BATCH ? clocks.at(-1)?.id : undefined });
    });
    if (!batch.ok) return batch;
    moved += batch.value.moved;
    after = batch.value.last;
  }
  return ok(moved);
}
