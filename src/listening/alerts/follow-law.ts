import { type Ctx, ok, type Result } from '../../kernel/index.ts';
import { type ClockKeeper, readLaw } from '../../vocabulary/index.ts';
import { alertClock } from './alert.ts';
import { openAlertClocks, retimeAlerts } from './alert-store.ts';

/** The clocks of alerts, for who changes the law. */
export const alertClocks: ClockKeeper = {
  job: 'listening.follow-law',
  openClocks: (ctx, code) =>
    ctx.transaction(async (tx) =>
      ok(
        (await openAlertClocks(tx, code)).map(({ id, raisedAt, dueAt, agency }) => ({
          id,
          ruleCode: code,
          startedAt: raisedAt,
          dueAt,
          ownerAgency: agency,
        })),
      ),
    ),
};

/** Sets the open clocks of a rule's code by the law as it stands now. Running it twice changes nothing more. @returns how many moved */
export async function followLaw(ctx: Ctx, code: string): Promise<Result<number>> {
  const law = await readLaw(ctx);
  return ctx.transaction(async (tx) => {
    const moved = (await openAlertClocks(tx, code)).flatMap(({ id, severity, raisedAt, dueAt, agency }) => {
      const due = alertClock(law, severity, raisedAt)?.due;
      return due === undefined || due.getTime() === dueAt.getTime() ? [] : [{ id, due, agency }];
    });
    await retimeAlerts(tx, moved);
    for (const { id, agency } of moved) tx.notify({ topic: 'listening-alert', id, agency });
    return ok(moved.length);
  });
}
