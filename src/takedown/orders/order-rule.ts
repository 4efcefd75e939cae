/** On what an order rests: dated rows of which function, which rule and which clock. Two may hold on one day; the one that was chosen is kept. */
import { z } from 'zod';
import { type Day, type Law, ruleThatBinds, takedownRule } from '../../vocabulary/index.ts';
import { rungs } from '../addressees/addressee.ts';
import { orderKind } from './order-lists.ts';
import rows from './order-rule.json' with { type: 'json' };

const day = z.iso.date() as unknown as z.ZodType<Day>;
const row = z.strictObject({
  id: z.string(),
  vi: z.string(),
  en: z.string(),
  kinds: z.array(orderKind.zod).min(1),
  addressees: z.array(z.enum(rungs)).min(1),
  function: z.enum(['ORDER_TAKEDOWN', 'ORDER_BLOCK']),
  rule: takedownRule.zod,
  clock: z.string(),
  /** The clock where a child is in danger now; null: the rule knows no shorter one. */
  urgentClock: z.string().nullable(),
  /** It is a power of the police alone. */
  police: z.boolean(),
  source: z.string(),
  verified: z.boolean(),
  validFrom: day,
  validTo: day.optional(),
});
export type OrderRule = z.output<typeof row>;

export const orderRules: readonly OrderRule[] = z.array(row).parse(rows);

export interface AskedRule {
  readonly kind: string;
  readonly addressee: string;
  readonly urgent: boolean;
  readonly day: string;
}

/** The rows that hold on a day for such an order, the ones with the shortest history last. */
export function rulesFor({ kind, addressee, urgent, day }: AskedRule): OrderRule[] {
  return orderRules.filter(
    (one) =>
      one.validFrom <= day &&
      (one.validTo === undefined || day <= one.validTo) &&
      (one.kinds as string[]).includes(kind) &&
      (one.addressees as string[]).includes(addressee) &&
      (!urgent || one.urgentClock !== null),
  );
}

export const clockOf = (rule: OrderRule, urgent: boolean): string => (urgent ? rule.urgentClock : null) ?? rule.clock;

/** The last day on which what was removed is kept, by the rule in force at an instant. */
export function preservedUntil(law: Law, at: Date): number {
  const rule = ruleThatBinds(law.rules, 'DL-TD-PRESERVE', at);
  if (!rule) throw new Error('no deadline rule DL-TD-PRESERVE is in force');
  return rule.amount;
}
