import { type Ctx, type Job, systemActor } from '../../kernel/index.ts';
import { lookAfterPosts } from './look-after-posts.ts';

export const fanPageJobs: readonly Job[] = [
  {
    name: 'learning.look-after-posts',
    cron: '* * * * *',
    run: async (ctx: Ctx) => void (await lookAfterPosts(ctx.as(systemActor('learning.look-after-posts')))),
  },
];
