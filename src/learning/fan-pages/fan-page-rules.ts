import { z } from 'zod';
import rules from './fan-page-rules.json' with { type: 'json' };

const count = z.int().min(1);

/** How posts are looked after. */
export const fanPageRules = z
  .strictObject({
    source: z.string().min(1),
    verified: z.boolean(),
    firstLookAfterMinutes: count,
    alarmAfterMinutes: count,
    lookEveryMinutes: count,
    lookOftenForDays: count,
    laterLookEveryMinutes: count,
    lookForDays: count,
  })
  .parse(rules);
