import { type Ctx, DAY, ok, type Result, systemActor } from '../../kernel/index.ts';
import { lawOf } from '../../vocabulary/index.ts';
import type { Rung } from '../addressees/addressee.ts';
import { mayAs } from '../orders/may-as.ts';
import { SCORECARD_DAYS } from './member-scorecard.ts';
import { withLimits } from './order-limit.ts';
import { removalHours, type Speeds, speedsOf } from './speed.pure.ts';
import { speedRows } from './speed-store.ts';

/** So many dots of an addressee are drawn: the newest. */
const DOTS_MOST = 120;

export interface AddresseeSpeed extends Speeds {
  readonly addressee: string;
  readonly name: string;
  readonly kind: Rung;
  readonly agency: string | null;
  readonly orders: number;
  readonly refused: number;
  /** Hours to each removal that was done, the newest first, with whether it was urgent. */
  readonly dots: readonly { readonly hours: number; readonly urgent: boolean; readonly limit: number }[];
}

export interface AddresseeSpeeds {
  readonly since: string;
  /** Hours that the law gave these orders, each once. */
  readonly limits: readonly number[];
  /** The slowest half first: where half were never done, before all others. */
  readonly addressees: readonly AddresseeSpeed[];
}

/**
 * How fast each addressee removes what it is ordered to, each order a dot. For those who order and who oversee the network, as figures of
 * their own work: no small number is hidden. Refusals: `access.not-permitted`
 */
export async function addresseeSpeeds(ctx: Ctx): Promise<Result<AddresseeSpeeds>> {
  const may = await mayAs(ctx, 'addressee.compare');
  if (!may.ok) return may;
  const since = new Date(ctx.now.getTime() - SCORECARD_DAYS * DAY);
  return ctx.as(systemActor('takedown.scorecards')).transaction(async (tx) => {
    const orders = withLimits(lawOf(ctx.kernel), await speedRows(tx, since, undefined));
    const slow = ({ removal }: Speeds) => (removal.count === 0 ? -1 : (removal.p50 ?? Number.POSITIVE_INFINITY));
    return ok({
      since: since.toISOString(),
      limits: [...new Set(orders.map(({ limit }) => limit))].toSorted((a, b) => a - b),
      addressees: [...Map.groupBy(orders, ({ addressee_id: id }) => id)]
        .map(([addressee, of]) => ({
          ...speedsOf(of, tx.now),
          addressee,
          name: of[0]?.name ?? '',
          kind: of[0]?.rung ?? 'PLATFORM',
          agency: of[0]?.agency ?? null,
          orders: of.length,
          refused: of.filter(({ refused }) => refused).length,
          dots: of
            .flatMap((order) => {
              const hours = removalHours(order, order.limit, tx.now);
              return hours !== undefined && Number.isFinite(hours)
                ? [{ hours, urgent: order.urgent, limit: order.limit }]
                : [];
            })
            .slice(0, DOTS_MOST),
        }))
        .toSorted((a, b) => slow(b) - slow(a) || (a.name < b.name ? -1 : 1)),
    });
  });
}
