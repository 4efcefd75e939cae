import { deleteWraps, type Job, ok } from '../../kernel/index.ts';
import { contactRecord } from './contact-record.ts';
import { deleteEndedSessions } from './receipt-store.ts';

const BATCH = 500;

export const contactJobs: readonly Job[] = [
  {
    /** Forgets sessions of children's pages that ended, with their wraps. */
    name: 'counselling.sweep-sessions',
    cron: '*/10 * * * *',
    run: async (ctx) => {
      await ctx.transaction(async (tx) => {
        for (const { id, contact_id } of await deleteEndedSessions(tx, BATCH))
          await deleteWraps(tx, contactRecord.scope(contact_id, 'thread'), 'session', id);
        return ok();
      });
    },
  },
];
