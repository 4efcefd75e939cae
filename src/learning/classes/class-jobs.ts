import { type Job, ok, vietnamDate } from '../../kernel/index.ts';
import { deleteEndedClasses } from './class-store.ts';

export const classJobs: readonly Job[] = [
  {
    /** Removes classes whose last day is over, with everything of them. */
    name: 'learning.sweep-classes',
    cron: '20 19 * * *',
    run: async (ctx) => {
      await ctx.transaction(async (tx) => {
        await deleteEndedClasses(tx, vietnamDate(tx.now));
        return ok();
      });
    },
  },
];
