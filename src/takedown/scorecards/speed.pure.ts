import { HOUR } from '../../kernel/time.pure.ts';
import type { Distribution } from './distribution.pure.ts';
import { distributionOf } from './distribution.pure.ts';

/** How fast orders are answered. Pure rules. */

/** Edges of the bins of hours, with those of the law among them. */
export const HOUR_EDGES = [0, 1, 3, 6, 12, 24, 48, 96] as const;

/** Kinds of orders after which something is gone. */
export const REMOVAL_KINDS: readonly string[] = ['REMOVE', 'LOCK_ACCOUNT', 'LIMIT_IN_VN'];

/** An order as far as its speed is told by it. */
export interface Timed {
  readonly kind: string;
  readonly state: string;
  readonly sent_at: Date;
  readonly acknowledged_at: Date | null;
  readonly removed_at: Date | null;
  readonly suspended_at: Date | null;
  readonly resumed_at: Date | null;
  readonly refused: boolean;
}

/** Hours from the order on, without those in which its clock stood still for an answer of ours. */
function hoursTo(at: Date, { sent_at: sent, suspended_at: from, resumed_at: to }: Timed): number {
  const still = from === null || from >= at ? 0 : Math.min(at.getTime(), (to ?? at).getTime()) - from.getTime();
  return Math.max(0, at.getTime() - sent.getTime() - still) / HOUR;
}

/**
 * Hours until what was ordered was said to be done; infinite where it was refused or is late and not done; undefined where it is too early
 * to say, or where nothing was to be removed.
 * @param limit hours that the law gives
 */
export function removalHours(order: Timed, limit: number, now: Date): number | undefined {
  if (!REMOVAL_KINDS.includes(order.kind)) return undefined;
  if (order.removed_at !== null) return hoursTo(order.removed_at, order);
  if (order.refused || order.state === 'ESCALATED') return Number.POSITIVE_INFINITY;
  return hoursTo(now, order) > limit ? Number.POSITIVE_INFINITY : undefined;
}

/** Hours until somebody said that it was received; infinite where nobody did within the time of the law. */
export function acknowledgementHours(order: Timed, limit: number, now: Date): number | undefined {
  if (order.acknowledged_at !== null) return hoursTo(order.acknowledged_at, order);
  return hoursTo(now, order) > limit ? Number.POSITIVE_INFINITY : undefined;
}

export interface Speeds {
  readonly removal: Distribution;
  readonly acknowledgement: Distribution;
  /** Of the removals that count: those within the hours of the law. */
  readonly inTime: number;
  /** Orders that still run within their time, and count in nothing yet. */
  readonly running: number;
}

/** @param orders each with the hours that the law gives it */
export function speedsOf(orders: readonly (Timed & { readonly limit: number })[], now: Date): Speeds {
  const removals = orders.map((order) => ({ hours: removalHours(order, order.limit, now), limit: order.limit }));
  const counted = removals.flatMap(({ hours }) => hours ?? []);
  return {
    removal: distributionOf(counted, HOUR_EDGES),
    acknowledgement: distributionOf(
      orders.flatMap((order) => acknowledgementHours(order, order.limit, now) ?? []),
      HOUR_EDGES,
    ),
    inTime: removals.filter(({ hours, limit }) => hours !== undefined && hours <= limit).length,
    running: orders.filter(
      (order) => REMOVAL_KINDS.includes(order.kind) && removalHours(order, order.limit, now) === undefined,
    ).length,
  };
}
