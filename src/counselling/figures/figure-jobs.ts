import { DAY, type Job, ok, systemActor, vietnamDate } from '../../kernel/index.ts';
import { countDays } from './figure-store.ts';

/** So far back days are counted again: a worker that was down catches up, and a contact of last night ends. */
const DAYS_BACK = 3;

export const figureJobs: readonly Job[] = [
  {
    name: 'counselling.count-days',
    cron: '8 * * * *',
    run: async (ctx) => {
      const from = vietnamDate(new Date(ctx.now.getTime() - DAYS_BACK * DAY));
      await ctx.as(systemActor('counselling.count-days')).transaction(async (tx) => {
        await countDays(tx, from);
        return ok();
      });
    },
  },
];
