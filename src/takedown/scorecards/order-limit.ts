import { HOUR } from '../../kernel/index.ts';
import { type Law, ruleThatBinds, timesOf } from '../../vocabulary/index.ts';
import { clockOf, orderRules } from '../orders/order-rule.ts';
import type { SpeedRow } from './speed-store.ts';

/** Hours that the law gave an order, by the rule that it was given under on its day; undefined where its rule is known no more. */
export function limitHours(law: Law, order: Pick<SpeedRow, 'rule_id' | 'urgent' | 'sent_at'>): number | undefined {
  const rule = orderRules.find(({ id }) => id === order.rule_id);
  const binds =
    rule && ruleThatBinds(law.rules, clockOf(rule, order.urgent), order.sent_at, order.urgent ? 'U1' : undefined);
  return binds && (timesOf(binds, order.sent_at, law.days).due.getTime() - order.sent_at.getTime()) / HOUR;
}

/** Orders with their limits; one whose rule is known no more counts in no figure. */
export const withLimits = (law: Law, orders: readonly SpeedRow[]): (SpeedRow & { readonly limit: number })[] =>
  orders.flatMap((order) => {
    const limit = limitHours(law, order);
    return limit === undefined ? [] : [{ ...order, limit }];
  });
