/** How grave and how urgent. */
import { z } from 'zod';
import { type CodeOf, readList } from '../term.ts';
import lists from './risk.json' with { type: 'json' };

export const riskLevel = readList(lists.riskLevel);
export type RiskLevel = CodeOf<typeof riskLevel>;

/** The clock a screen shows before a deadline rule is chosen; the rule that binds is in deadline-rules.ts. */
const clockHint = z
  .strictObject({ amount: z.int().positive(), unit: z.enum(['hour', 'working_day']), rule: z.string() })
  .readonly();
export type ClockHint = z.output<typeof clockHint>;

export const urgency = readList(lists.urgency, { clock: clockHint.nullable(), rank: z.literal([1, 2, 3, 4]) });
export type Urgency = CodeOf<typeof urgency>;

/** The more urgent of two. */
export function moreUrgent(a: Urgency, b: Urgency): Urgency {
  return urgency.get(a).rank <= urgency.get(b).rank ? a : b;
}
