import { HOUR, type Job, ok, startOf, systemActor } from '../../kernel/index.ts';
import { countArrivals } from './staffing-store.ts';

/** So far back hours are counted again: a worker that was down catches up. */
const HOURS_BACK = 72;

export const staffingJobs: readonly Job[] = [
  {
    name: 'counselling.count-arrivals',
    cron: '3 * * * *',
    run: async (ctx) => {
      const now = startOf('hour', ctx.now);
      const from = new Date(now.getTime() - HOURS_BACK * HOUR);
      await ctx
        .as(systemActor('counselling.count-arrivals'))
        .transaction(async (tx) => ok(await countArrivals(tx, from, now)));
    },
  },
];
