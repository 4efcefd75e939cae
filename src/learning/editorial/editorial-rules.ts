import { z } from 'zod';
import { addDays, vietnamDate } from '../../kernel/index.ts';
import rules from './editorial-rules.json' with { type: 'json' };
import { type ItemBody, pathsOf } from './item.ts';

const days = z.int().min(1);

/** For how long a text stands before somebody reads it again, in days. */
export const editorialRules = z
  .strictObject({
    source: z.string().min(1),
    verified: z.boolean(),
    readAgainAfterDays: days,
    readAgainAfterDaysWithPaths: days,
    warnDaysBefore: days,
  })
  .parse(rules);

/** The day by which what is published from a moment on is read again, where its editor names none: `2027-12-01`. */
export function readAgainOn(item: ItemBody, from: Date): string {
  const { readAgainAfterDays, readAgainAfterDaysWithPaths } = editorialRules;
  return addDays(vietnamDate(from), pathsOf(item).length > 0 ? readAgainAfterDaysWithPaths : readAgainAfterDays);
}
