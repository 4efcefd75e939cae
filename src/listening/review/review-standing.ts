import { type Ctx, DAY, ok, type Result, refuseRequest, startOf, type Tx } from '../../kernel/index.ts';
import { ownExposure } from '../../work/index.ts';
import { listeningCapabilities } from '../listening-policy.ts';
import type { ReviewStanding } from '../listening-view.ts';
import { agreement, type Pair } from './agreement.ts';
import { pairsSince } from './agreement-store.ts';
import { decidedSince, openTasks, type Stratum } from './review-store.ts';

const COUNTED = 10_000;
const KAPPA_DAYS = 90;

/** What waits for review and how much the actor may still look at. Opens nothing, and counts nothing against their budget. */
export async function reviewStanding(ctx: Ctx): Promise<Result<ReviewStanding>> {
  if (!listeningCapabilities.can(ctx.actor, 'listening-post.review', ctx.now))
    return refuseRequest('access.not-permitted');
  const counts = await ctx.transaction(async (tx) => ok(await reviewCounts(tx)));
  if (!counts.ok) return counts;
  const standing = await ownExposure(ctx);
  if (!standing.ok) return standing;
  const { waiting, pairs, decidedToday } = counts.value;
  return ok({ standing: standing.value, waiting, decidedToday, kappa: agreement(pairs) });
}

export interface ReviewCounts {
  readonly waiting: Readonly<Record<Stratum, number>>;
  readonly pairs: readonly Pair[];
  /** Of the actor, since midnight in Viet Nam. */
  readonly decidedToday: number;
}

export async function reviewCounts(tx: Tx): Promise<ReviewCounts> {
  const midnight = startOf('day', tx.now);
  const [waiting, pairs, decidedToday] = await Promise.all([
    openTasks(tx, COUNTED),
    pairsSince(tx, new Date(tx.now.getTime() - KAPPA_DAYS * DAY)),
    tx.actor.kind === 'person' ? decidedSince(tx, tx.actor.person, midnight) : 0,
  ]);
  return { waiting, pairs, decidedToday };
}
