import { ok } from '../../kernel/index.ts';
import { type DutySource, dutyOf, noDuties } from '../../work/index.ts';
import { listeningCapabilities } from '../listening-policy.ts';
import { openTasks } from './review-store.ts';

/** Counted no further: more than anybody looks at in a shift. */
const COUNTED = 1_000;

/** Posts that wait for a person, as one number: nobody chooses what to look at. */
export const postReviewDuties: DutySource = {
  kind: 'listening-review',
  topics: ['listening'],
  async list(ctx) {
    if (!listeningCapabilities.can(ctx.actor, 'listening-post.review', ctx.now)) return ok(noDuties);
    return ctx.transaction(async (tx) => {
      const waiting = await openTasks(tx, COUNTED);
      const count = waiting.margin + waiting.random + waiting.top;
      if (count === 0) return ok(noDuties);
      return ok({
        duties: [
          dutyOf({
            object: { kind: 'listening-queue', id: 'review' },
            reference: null,
            act: 'review-posts',
            facts: { count },
            basis: 'defined by Lá Chắn',
            since: null,
          }),
        ],
        more: false,
      });
    });
  },
};
