import { type Ctx, DAY, type Job, ok } from '../../kernel/index.ts';
import { followSent } from './follow-sent.ts';
import { dropSealed } from './outbox-store.ts';

/** How long words are kept of which no delivery is told, and how long those that could not be sent. */
const SENT_KEPT = 3 * DAY;
const DEAD_KEPT = 30 * DAY;

export const outboxJobs: readonly Job[] = [
  {
    name: 'channels.drop-sent-words',
    cron: '17 * * * *',
    async run(ctx: Ctx) {
      const { now } = ctx;
      await ctx.transaction(async (tx) =>
        ok(await dropSealed(tx, new Date(now.getTime() - SENT_KEPT), new Date(now.getTime() - DEAD_KEPT))),
      );
    },
  },
  { name: 'channels.follow-notices', cron: '*/15 * * * *', run: async (ctx) => void (await followSent(ctx)) },
];
