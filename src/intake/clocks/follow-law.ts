import { type Ctx, ok, type Result } from '../../kernel/index.ts';
import { type ClockKeeper, readLaw } from '../../vocabulary/index.ts';
import { openClocksOf, retimeClocks } from '../reports/report-store.ts';
import { endByLaw } from './clocks.ts';

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
  const open = await ctx.transaction(async (tx) => ok(await openClocksOf(tx, code)));
  if (!open.ok) return open;
  const times = open.value.flatMap(({ id, started_at, due_at, urgency }) => {
    const due = endByLaw(law, code, started_at, urgency ?? undefined);
    return due === undefined || due.getTime() === due_at.getTime() ? [] : [{ id, due }];
  });
  for (let at = 0; at < times.length; at += BATCH) {
    const batch = await ctx.transaction(async (tx) => {
      for (const { report, desk } of await retimeClocks(tx, times.slice(at, at + BATCH)))
        tx.notify({ topic: 'report.clock-moved', id: report, desk });
      return ok();
    });
    if (!batch.ok) return batch;
  }
  return ok(times.length);
}
