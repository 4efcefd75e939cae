import type { Actor } from '../actor.ts';
import { check, type PolicyRow } from './check.ts';
import type { Condition } from './condition.ts';

/** The leaves of a condition by which an actor gets in: what "who can read this, and why" shows. Empty where the actor does not get in. */
export function explain<C extends string>(
  condition: Condition<C>,
  actor: Actor,
  row: PolicyRow<C>,
  now: Date,
): Condition<C>[] {
  if (!check(condition, actor, row, now)) return [];
  switch (condition.op) {
    case 'all':
      return condition.of.flatMap((part) => explain(part, actor, row, now));
    case 'any':
      return condition.of.flatMap((part) => explain(part, actor, row, now));
    default:
      return [condition];
  }
}
