import { type Ctx, ok, type PersonActor, type Result, vietnamDate } from '../../kernel/index.ts';
import { functionsHeld } from '../../members/index.ts';
import { adminUnit } from '../../vocabulary/index.ts';
import { refuse } from '../refusals.ts';
import { type OrderRule, rulesFor } from './order-rule.ts';

/** By what an agency orders at an instant: the rule, and the function as it holds it on that day. */
export interface Power {
  readonly rule: OrderRule;
  readonly function: {
    readonly code: string;
    readonly basis: string;
    readonly from: string;
    readonly to: string | null;
  };
  readonly agency: string;
  readonly place: string;
}

/**
 * The power of the actor's agency for an order, at this instant; of several rules the one that was chosen, or the youngest.
 * Refusals: `order.no-rule`, `order.no-power`
 */
export async function powerFor(
  ctx: Ctx,
  actor: PersonActor,
  asked: {
    readonly kind: string;
    readonly addressee: string;
    readonly urgent: boolean;
    readonly rule?: string | undefined;
  },
): Promise<Result<Power>> {
  const rules = rulesFor({ ...asked, day: vietnamDate(ctx.now) }).filter(
    (one) => asked.rule === undefined || one.id === asked.rule,
  );
  if (rules.length === 0) return refuse('order.no-rule');
  const held = await functionsHeld(ctx, { agency: actor.agency });
  if (!held) return refuse('order.no-power');
  for (const rule of rules.toReversed()) {
    const power = held.functions.find((one) => one.functionCode === rule.function);
    if (!power || (rule.police && held.agency.kind !== 'POLICE')) continue;
    const unit = held.agency.adminUnit === null ? undefined : adminUnit(held.agency.adminUnit);
    return ok({
      rule,
      function: { code: power.functionCode, basis: power.legalBasis, from: power.validFrom, to: power.validTo },
      agency: held.agency.nameVi,
      place: unit?.nameVi ?? 'Hà Nội',
    });
  }
  return refuse('order.no-power');
}
