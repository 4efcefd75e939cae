import { deleteWraps, type Job, ok } from '../kernel/index.ts';
import { deleteEndedSessions, deleteOldTries } from './receipts/receipt-store.ts';
import { scopeOf } from './reports/report-sealing.ts';

const BATCH = 500;
const DAY = 86_400_000;

export const intakeJobs: readonly Job[] = [
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
