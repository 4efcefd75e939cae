import { actAs, type Ctx, ok, type Result, systemActor, vietnamDate } from '../../kernel/index.ts';
import { mayAs } from '../orders/may-as.ts';
import { ordersOfItem } from '../orders/order-store.ts';
import { lookBack } from './count-violations.ts';
import { type LockRule, reachedBy } from './lock-rule.ts';
import { type Violation, violationsSince } from './violation-store.ts';

export interface AccountOver {
  readonly mask: string;
  /** The newest first; an order is proposed on the first. */
  readonly items: readonly { readonly id: string; readonly reference: string; readonly at: string }[];
  readonly reached: readonly {
    readonly rule: LockRule;
    readonly count: number;
  }[];
  /** An order that locks or limits it stands or waits. */
  readonly ordered: boolean;
}

const OPEN = ['PROPOSED', 'SENT', 'ACKNOWLEDGED', 'SUSPENDED', 'CLAIMED', 'GONE'];

/**
 * Accounts that have reached a counting rule of today, those with the most violations first. Nothing follows by itself: a person proposes, and
 * another orders. Refusals: `access.not-permitted`
 */
export async function accountsOver(ctx: Ctx): Promise<Result<AccountOver[]>> {
  const may = await mayAs(ctx, 'takedown-order.report');
  if (!may.ok) return may;
  return ctx.transaction(async (tx) =>
    actAs(tx, systemActor('takedown.locks'), async (system) => {
      const accounts = new Map<string, Violation[]>();
      for (const one of await violationsSince(system, lookBack(tx.now))) {
        const mark = one.account.toString('hex');
        accounts.set(mark, [...(accounts.get(mark) ?? []), one]);
      }
      const found: AccountOver[] = [];
      for (const violations of accounts.values()) {
        const reached = reachedBy(
          vietnamDate(tx.now),
          tx.now,
          violations.map(({ at }) => at),
        );
        if (reached.length === 0) continue;
        const orders = await Promise.all(violations.map(({ item }) => ordersOfItem(system, item)));
        found.push({
          mask: violations[0]?.mask ?? '',
          items: violations.map(({ item, reference, at }) => ({ id: item, reference, at: at.toISOString() })),
          reached,
          ordered: orders.flat().some(({ lock_rule, state }) => lock_rule !== null && OPEN.includes(state)),
        });
      }
      return ok(found.sort((one, other) => other.items.length - one.items.length));
    }),
  );
}
