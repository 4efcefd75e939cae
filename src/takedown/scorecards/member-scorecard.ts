import { type Ctx, DAY, ok, type Result, systemActor } from '../../kernel/index.ts';
import { memberDetail } from '../../members/index.ts';
import { lawOf, SMALLEST_SHOWN_OF_ORGANISATIONS, shownNumber } from '../../vocabulary/index.ts';
import { callsOfAgency } from '../drills/drill-store.ts';
import { type Distribution, distributionOf } from './distribution.pure.ts';
import { withLimits } from './order-limit.ts';
import { type Speeds, speedsOf } from './speed.pure.ts';
import { type SpeedRow, speedRows } from './speed-store.ts';

/** Over so long the figures of a member are made. Ours: long enough for a small one to have any, short enough to improve. */
export const SCORECARD_DAYS = 365;
const MINUTE = 60_000;
const DRILLS_MOST = 50;
/** Fewer other members than this, and the figures of all would be those of one. Ours. */
const LEAST_OTHERS = 3;

export interface Scorecard extends Speeds {
  readonly since: string;
  readonly orders: number;
  /** Hours that the law gave them, each once. */
  readonly limits: readonly number[];
  readonly refused: number;
  /** Of those that were said to be done: what was found to be there again. */
  readonly returned: { readonly count: number; readonly of: number };
  readonly drills: { readonly called: number; readonly answered: number; readonly minutes: Distribution };
  /** All other members together, by when half and nine tenths of what they were asked was done; null where too few would be recognised. */
  readonly others: {
    readonly members: number;
    readonly orders: number;
    readonly p10: number | null;
    readonly p50: number | null;
    readonly p90: number | null;
  } | null;
}

/**
 * How a member answers, as distributions: for its own people, and for those who oversee the network. Of other members it tells only what
 * hides each of them. Refusals: `membership.not-found`
 */
export async function memberScorecard(ctx: Ctx, input: { readonly agency: string }): Promise<Result<Scorecard>> {
  const seen = await memberDetail(ctx, input);
  if (!seen.ok) return seen;
  const since = new Date(ctx.now.getTime() - SCORECARD_DAYS * DAY);
  // Only figures leave this: whoever sees the member need not be able to read its orders.
  return ctx.as(systemActor('takedown.scorecards')).transaction(async (tx) => {
    const all = await speedRows(tx, since, undefined);
    const own = all.filter(({ agency }) => agency === input.agency);
    const law = lawOf(ctx.kernel);
    const limited = withLimits(law, own);
    const drills = (await callsOfAgency(tx, input.agency, DRILLS_MOST)).filter(
      (one) => one.closed_at !== null || one.acknowledged_at !== null || one.due_at < tx.now,
    );
    const done = own.filter(({ removed_at: removed }) => removed !== null);
    return ok({
      ...speedsOf(limited, tx.now),
      limits: [...new Set(limited.map(({ limit }) => limit))].toSorted((a, b) => a - b),
      since: since.toISOString(),
      orders: own.length,
      refused: own.filter(({ refused }) => refused).length,
      returned: { count: done.filter(({ returned }) => returned).length, of: done.length },
      drills: {
        called: drills.length,
        answered: drills.filter((one) => one.acknowledged_at !== null).length,
        minutes: distributionOf(
          drills.map((one) =>
            one.acknowledged_at === null
              ? Number.POSITIVE_INFINITY
              : (one.acknowledged_at.getTime() - one.called_at.getTime()) / MINUTE,
          ),
          [0, 5, 15, 30, 60, 120, 240],
        ),
      },
      others: othersTogether(
        withLimits(
          law,
          all.filter(({ agency }) => agency !== null && agency !== input.agency),
        ),
        tx.now,
      ),
    });
  });
}

/** What all others have together. One of them with so few orders that its own could be told is left out whole. */
function othersTogether(orders: readonly (SpeedRow & { readonly limit: number })[], now: Date): Scorecard['others'] {
  const byMember = Map.groupBy(orders, ({ agency }) => agency);
  const enough = [...byMember.values()].filter((of) =>
    shownNumber(speedsOf(of, now).removal.count, SMALLEST_SHOWN_OF_ORGANISATIONS),
  );
  if (enough.length < LEAST_OTHERS) return null;
  const { removal } = speedsOf(enough.flat(), now);
  return { members: enough.length, orders: removal.count, p10: removal.p10, p50: removal.p50, p90: removal.p90 };
}
