import { systemActor } from '../actor.ts';
import type { Job } from '../jobs.ts';
import { ok } from '../result.ts';
import { deleteEndedWraps } from './sealing-store.ts';

/** Every hour: takes the wraps away whose grants have run out. They opened nothing since. */
const removeEndedWraps: Job = {
  name: 'kernel.delete-ended-wraps',
  cron: '17 * * * *',
  async run(ctx) {
    await ctx.as(systemActor('kernel.delete-ended-wraps')).transaction(async (tx) => ok(await deleteEndedWraps(tx)));
  },
};

export const sealingJobs: readonly Job[] = [removeEndedWraps];
