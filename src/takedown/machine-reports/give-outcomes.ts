import { type Ctx, DAY, newId, ok, type Result, systemActor } from '../../kernel/index.ts';
import { outcomeOf, rounds } from './machine-report.ts';
import { reportEvent } from './report-record.ts';
import { insertOutcomes, itemEnds, reportsOwed } from './report-store.ts';

const BATCH = 500;

/**
 * Writes what became of finished reports, after two weeks and after three months: members read it, and it is not written again when
 * more happens. Safe to repeat. @returns how many outcomes
 */
export async function giveOutcomes(ctx: Ctx): Promise<Result<number>> {
  const system = ctx.as(systemActor('takedown.machine-reports'));
  let given = 0;
  for (const round of rounds)
    for (;;) {
      const batch = await system.transaction(async (tx) => {
        const owed = await reportsOwed(tx, round.code, new Date(tx.now.getTime() - round.days * DAY), BATCH);
        const ends = await itemEnds(
          tx,
          owed.map(({ id }) => id),
        );
        await insertOutcomes(
          tx,
          owed.map((row) => ({
            id: newId<'machine-report-outcome'>(tx.now.getTime()),
            report_id: row.id,
            agency: row.agency,
            round: round.code,
            code: outcomeOf(ends.get(row.id) ?? []),
            given_at: tx.now,
            push_batch: null,
          })),
        );
        for (const row of owed) tx.notify(reportEvent(row));
        return ok(owed.length);
      });
      if (!batch.ok) return batch;
      given += batch.value;
      if (batch.value < BATCH) break;
    }
  return ok(given);
}
