import { actAs, DAY, ok, type Result, systemActor, type Tx, vietnamDate } from '../../kernel/index.ts';
import type { OrderKind } from '../orders/order-lists.ts';
import { refuse } from '../refusals.ts';
import { countBy, LONGEST_LOOK, lockRules, lockRulesOn } from './lock-rule.ts';
import { accountOfItem, violationsSince } from './violation-store.ts';

export const lookBack = (at: Date): Date => new Date(at.getTime() - LONGEST_LOOK * DAY);

/**
 * How often the account of an item broke the law by a rule of today, counted now and as the platform: whoever is kept from one of its items
 * counts it too.
 * Refusals: `order.lock-rule`, where no such rule holds today for the kind, or the days lie outside it; `order.count-not-reached`
 */
export async function countForLock(
  tx: Tx,
  asked: { readonly item: string; readonly kind: OrderKind; readonly rule: string; readonly days: number },
): Promise<Result<number>> {
  const rule = lockRulesOn(vietnamDate(tx.now)).find(({ id }) => id === asked.rule);
  if (!rule?.kinds.includes(asked.kind)) return refuse('order.lock-rule', { field: 'lockRule' });
  if (!Number.isInteger(asked.days) || asked.days < rule.leastDays || asked.days > rule.mostDays)
    return refuse('order.lock-rule', { field: 'lockDays' });
  return actAs(tx, systemActor('takedown.locks'), async (system): Promise<Result<number>> => {
    const account = await accountOfItem(system, asked.item);
    const violations = account === undefined ? [] : await violationsSince(system, lookBack(tx.now), account);
    const count = countBy(
      rule,
      tx.now,
      violations.map(({ at }) => at),
    );
    return count >= rule.violations ? ok(count) : refuse('order.count-not-reached', { facts: { count } });
  });
}

/** Whether a lock of an account still rests on enough violations, counted at the instant at which it was ordered. As the platform. */
export async function stillReached(tx: Tx, account: Buffer, rule: string, at: Date): Promise<boolean> {
  const row = lockRules.find(({ id }) => id === rule);
  const violations = await violationsSince(tx, lookBack(at), account);
  return (
    row !== undefined &&
    countBy(
      row,
      at,
      violations.map((one) => one.at),
    ) >= row.violations
  );
}
