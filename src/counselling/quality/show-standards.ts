import { type Ctx, DAY, ok, type Result, refuseRequest } from '../../kernel/index.ts';
import { type Cell, SMALLEST_SHOWN, shownNumber } from '../../vocabulary/index.ts';
import { openAlerts } from '../concerns/concern-store.ts';
import { HELPLINE } from '../counselling-desk.ts';
import { qualityReviewPolicy } from './quality-policy.ts';
import { standardCounts } from './standards-store.ts';

const DAYS = 30;

/** The desk's own counts beside the nine functions of Child Helpline International's core quality standards. */
export interface Standards {
  readonly days: number;
  readonly arrived: Cell;
  readonly answered: Cell;
  readonly abandoned: Cell;
  readonly words: Cell;
  readonly atNight: Cell;
  readonly returned: Cell;
  readonly danger: Cell;
  readonly dangerWaitSeconds: Cell;
  readonly waitSeconds: Cell;
  readonly heldBack: Cell;
  readonly alertsOpen: number;
  readonly reviewsShown: Cell;
}

/** Counts of the last thirty days, through the small-number rule, since the page is made to be shown outside. A median of few is none. */
export async function showStandards(ctx: Ctx): Promise<Result<Standards>> {
  if (ctx.actor.kind !== 'person' || !qualityReviewPolicy.couldEver(ctx.actor, 'quality-review.choose', ctx.now))
    return refuseRequest('access.not-permitted');
  return ctx.transaction(async (tx) => {
    const counts = await standardCounts(tx, HELPLINE.desk, new Date(tx.now.getTime() - DAYS * DAY));
    const { waitSeconds, dangerWaitSeconds, ...numbers } = counts;
    const shown = Object.fromEntries(
      Object.entries(numbers).map(([name, count]) => [name, shownNumber(count)]),
    ) as Record<keyof typeof numbers, Cell>;
    return ok({
      days: DAYS,
      ...shown,
      waitSeconds: counts.answered < SMALLEST_SHOWN ? null : waitSeconds,
      dangerWaitSeconds: counts.danger < SMALLEST_SHOWN ? null : dangerWaitSeconds,
      alertsOpen: await openAlerts(tx),
    });
  });
}
