/** On what a request rests, and which clock its addressee has: dated rows, none read by a lawyer yet. */
import { z } from 'zod';
import { type CodeOf, type Day, inForce, readList } from '../../vocabulary/index.ts';
import lists from './request-lists.json' with { type: 'json' };
import rows from './request-rule.json' with { type: 'json' };

export const requestKind = readList(lists.requestKind);
export type RequestKind = CodeOf<typeof requestKind>;

const day = z.iso.date() as unknown as z.ZodType<Day>;
const row = z.strictObject({
  id: z.string(),
  kind: requestKind.zod,
  /** Code of the deadline rule that runs from when it is sent. */
  clock: z.string(),
  /** The rule knows a shorter term where a life is in danger. */
  urgent: z.boolean(),
  source: z.string(),
  verified: z.boolean(),
  validFrom: day,
  validTo: day.optional(),
});
export type RequestRule = z.output<typeof row>;

export const requestRules: readonly RequestRule[] = z.array(row).parse(rows);

/** The row of a kind on a day; undefined where none is in force. */
export const requestRuleAt = (kind: string, on: string): RequestRule | undefined =>
  requestRules.find((one) => one.kind === kind && inForce(one, on as Day));
