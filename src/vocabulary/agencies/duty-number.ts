import { z } from 'zod';
import { type CodeOf, type Day, readList, type TermOf } from '../term.ts';
import lists from './duty-number.json' with { type: 'json' };

/**
 * Numbers of those on duty, as they are dialled. `unit` is the province or commune that a number is for; null where it is for the
 * whole country. The numbers of provinces and communes are rows that an operator adds, each with its source and its dates.
 */
export const dutyNumber = readList(lists.dutyNumber, {
  number: z.string().regex(/^\d{3,11}$/),
  serves: z.enum(['police', 'medical', 'commune']),
  unit: z
    .string()
    .regex(/^\d{2}(\d{3})?$/)
    .nullable(),
});
export type DutyNumber = CodeOf<typeof dutyNumber>;

/** The numbers in force on a day for a commune, for its province and for the whole country, the nearest first. */
export function dutyNumbersFor(
  area: { readonly commune?: string; readonly province?: string },
  day: Day,
): TermOf<typeof dutyNumber>[] {
  const near = (unit: string | null) => (unit === null ? 0 : unit.length);
  return dutyNumber
    .at(day)
    .filter(({ unit }) => unit === null || unit === area.commune || unit === area.province)
    .toSorted((a, b) => near(b.unit) - near(a.unit));
}
