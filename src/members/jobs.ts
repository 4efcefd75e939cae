import { DAY, type Job, ok } from '../kernel/index.ts';
import { lawOf } from '../vocabulary/index.ts';
import { REMIND_EVERY_MS, reviewDue } from './break-glass/break-glass-review.ts';
import { markReminded, reviewsToRemind } from './break-glass/break-glass-store.ts';
import { postNotice } from './notices/post-notice.ts';
import { deleteSessionsBefore } from './sign-in/session-store.ts';

/** Every hour: asks again for the reviews that nobody made, the officers and those who watch them. */
const remindReviews: Job = {
  name: 'members.remind-break-glass-reviews',
  cron: '7 * * * *',
  async run(ctx) {
    await ctx.transaction(async (tx) => {
      const law = lawOf(ctx.kernel);
      const waiting = await reviewsToRemind(tx, new Date(tx.now.getTime() - REMIND_EVERY_MS));
      const overdue = waiting.filter((glass) => reviewDue(law, glass.openedAt) <= tx.now);
      await markReminded(
        tx,
        overdue.map((glass) => glass.id),
      );
      for (const glass of overdue) {
        const notice = {
          kind: 'break-glass.review-overdue',
          object: { kind: 'break-glass', id: glass.id },
          facts: { openedAt: glass.openedAt.toISOString() },
        };
        await postNotice(tx, { roles: ['dpo', 'auditor', '111_supervisor'], agency: glass.ownerAgency }, notice);
        tx.audit({
          action: 'break-glass.review-overdue',
          organisation: glass.ownerAgency,
          object: { kind: glass.objectKind, id: glass.objectId },
          codes: { breakGlass: glass.id },
        });
      }
      return ok();
    });
  },
};

/** Each night: forgets the sessions that ran out a quarter of a year ago; what was done in them is in the audit. */
const forgetSessions: Job = {
  name: 'members.forget-old-sessions',
  cron: '17 20 * * *',
  async run(ctx) {
    await ctx.transaction(async (tx) => ok(await deleteSessionsBefore(tx, new Date(tx.now.getTime() - 90 * DAY))));
  },
};

export const membersJobs: readonly Job[] = [remindReviews, forgetSessions];
