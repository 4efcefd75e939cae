import { deleteWraps, type Job, ok } from '../kernel/index.ts';
import { followLaw } from './clocks/follow-law.ts';
import { deleteEndedSessions, deleteOldTries } from './receipts/receipt-store.ts';
import { scopeOf } from './reports/report-sealing.ts';
import { breachClocks, insertEvent } from './reports/report-store.ts';

const BATCH = 500;
const DAY = 86_400_000;

export const intakeJobs: readonly Job[] = [
  {
    /** Marks clocks that ran out, each once, and tells the desk. */
    name: 'intake.sweep-clocks',
    cron: '* * * * *',
    run: async (ctx) => {
      for (let marked = BATCH; marked === BATCH; ) {
        const swept = await ctx.transaction(async (tx) => {
          const breached = await breachClocks(tx, BATCH);
          for (const { report, desk, rule } of breached) {
            await insertEvent(tx, report, 'clock-breached', { rule });
            tx.notify({ topic: 'report.clock-breached', id: report, desk });
          }
          return ok(breached.length);
        });
        marked = swept.ok ? swept.value : 0;
      }
    },
  },
  {
    /** Sets the open clocks of a rule that was changed, or of a calendar that was. */
    name: 'intake.follow-law',
    run: async (ctx, { code }) => {
      const followed = await followLaw(ctx, String(code));
      if (!followed.ok) throw new Error(followed.refusal.code);
    },
  },
  {
    /** Forgets receipt sessions that ended, with their wraps, and wrong tries of yesterday. */
    name: 'intake.sweep-receipts',
    cron: '*/10 * * * *',
    run: async (ctx) => {
      await ctx.transaction(async (tx) => {
        for (const { id, report_id } of await deleteEndedSessions(tx, BATCH)) {
          await deleteWraps(tx, scopeOf(report_id, 'thread'), 'session', id);
        }
        await deleteOldTries(tx, new Date(tx.now.getTime() - DAY));
        return ok();
      });
    },
  },
];
