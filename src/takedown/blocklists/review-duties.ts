import { agencyOf, ok } from '../../kernel/index.ts';
import { DUTIES_MOST, type DutySource, listedDuties, ownClock } from '../../work/index.ts';
import { entriesToReview } from './block-entry-store.ts';
import { REVIEW } from './block-lists.ts';
import { blockEntryPolicy } from './block-policies.ts';
import type { BlockEntryRow } from './block-tables.ts';

/** Blocks of the reader's agency that have to be looked at again: left in force with a reason, or ended. Unseen, they lapse. */
export const blockReviewDuties: DutySource = listedDuties<BlockEntryRow>({
  kind: 'block-review',
  topics: ['block-entry.'],
  most: DUTIES_MOST,
  may: ({ actor, now }) => actor.kind === 'person' && blockEntryPolicy.couldEver(actor, 'block-entry.review', now),
  rows: (ctx) =>
    ctx.transaction(async (tx) => {
      const before = new Date(tx.now.getTime() + REVIEW.tellBefore);
      return ok(await entriesToReview(tx, agencyOf(ctx.actor), before, DUTIES_MOST));
    }),
  duty: (row) => {
    const since = new Date(Math.max(row.review_at.getTime() - REVIEW.tellBefore, (row.active_at as Date).getTime()));
    return {
      object: { kind: 'block-entry', id: row.id },
      reference: row.code,
      act: 'review-block',
      facts: { reason: row.reason },
      turn: { roles: ['takedown_officer', 'content_verifier', 'content_analyst'] },
      clock: ownClock(since, row.review_at, 0.5),
      since,
    };
  },
});
