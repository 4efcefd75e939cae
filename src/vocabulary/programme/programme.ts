/** The national programme and the ministry plan as multi-programme data: the successor of 830 adds rows, it does not replace code. */

import { z } from 'zod';
import { programmeStatus } from '../protection/status.ts';
import { type CodeOf, day, readList } from '../term.ts';
import lists from './programme.json' with { type: 'json' };

export const programme = readList(lists.programme, {
  status: programmeStatus.zod,
  startsOn: day,
  endsOn: day.nullable(),
  legalBasis: z.string(),
});
export type Programme = CodeOf<typeof programme>;

export const programmeTarget = readList(lists.programmeTarget, {
  programme: programme.zod,
  /** Per cent to be reached, null where no number was readable. */
  target: z.number().nullable(),
  /** Indicators that measure it. */
  indicators: z.array(z.string()).readonly(),
});
export type ProgrammeTarget = CodeOf<typeof programmeTarget>;

export const planTask = readList(lists.planTask, {
  programme: programme.zod,
  /** Agency codes as named in 2021; successors follow from the agency table. */
  lead: z.array(z.string()).readonly(),
  partners: z.array(z.string()).readonly(),
  when: z.strictObject({ from: z.int(), recurring: z.boolean() }).readonly(),
  result_vi: z.string(),
  result_en: z.string(),
});
export type PlanTask = CodeOf<typeof planTask>;

/** Five general objectives of programme 830, in our words. */
export const programmeObjective = readList(lists.programmeObjective, { programme: programme.zod });
