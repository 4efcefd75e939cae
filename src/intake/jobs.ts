import { deleteWraps, HOUR, type Job, ok } from '../kernel/index.ts';
import { INTAKE } from './intake-desk.ts';
import { deleteEndedRemovalSessions, deleteEndedSessions, takeWrongTries } from './receipts/receipt-store.ts';
import { FREE_TRIES } from './receipts/wrong-tries.ts';
import { reportRecord } from './reports/report-sealing.ts';

const BATCH = 500;

export const intakeJobs: readonly Job[] = [
  {
    /** Forgets receipt sessions that ended, with their wraps, and tells the audit of wrong tries. */
    name: 'intake.sweep-receipts',
    cron: '*/10 * * * *',
    run: async (ctx) => {
      await ctx.transaction(async (tx) => {
        for (const { id, report_id } of await deleteEndedSessions(tx, BATCH)) {
          await deleteWraps(tx, reportRecord.scope(report_id, 'thread'), 'session', id);
        }
        await deleteEndedRemovalSessions(tx);
        // One entry for a locator that was tried again and again, and one for all the others together. No object: an entry must not
        // say whether the receipt exists.
        const tries = await takeWrongTries(tx, new Date(tx.now.getTime() - HOUR));
        const many = tries.filter((wrong) => wrong >= FREE_TRIES);
        const few = tries.filter((wrong) => wrong < FREE_TRIES);
        const refused = { organisation: INTAKE.agency, action: 'receipt.open', outcome: 'refused' } as const;
        for (const wrong of many) tx.audit({ ...refused, codes: { refusal: 'receipt.wrong', tries: wrong } });
        if (few.length > 0) {
          const sum = few.reduce((all, wrong) => all + wrong, 0);
          tx.audit({ ...refused, codes: { refusal: 'receipt.wrong', tries: sum, receipts: few.length } });
        }
        return ok();
      });
    },
  },
];
