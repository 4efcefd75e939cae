/** Age bands with their roll-ups, and sex. */
import { z } from 'zod';
import { type CodeOf, readList } from '../term.ts';
import lists from './person.json' with { type: 'json' };

export const ageBand = readList(lists.ageBand, { minAge: z.int().nullable(), maxAge: z.int().nullable() });
export type AgeBand = CodeOf<typeof ageBand>;

/** The age limits the law and the statistics use. `under` is exclusive: a person of exactly that age is not in the group. */
export const ageLimit = readList(lists.ageLimit, { under: z.int() });
export type AgeLimit = CodeOf<typeof ageLimit>;

/** The band of an age in whole years; `UNK` for null. Ages are 0 or more. */
export function bandOfAge(age: number | null): AgeBand {
  if (age === null) return 'UNK';
  const band = ageBand.terms.find(
    (t) => t.minAge !== null && t.minAge <= age && (t.maxAge === null || age <= t.maxAge),
  );
  if (band === undefined) throw new RangeError(`age must be 0 or more, got ${age}`);
  return band.code;
}

/** Answer for a band and a limit: `partly` where the band crosses the limit (A6_8 and 7), `unknown` for `UNK`. */
export function bandUnder(band: AgeBand, limit: AgeLimit): 'yes' | 'no' | 'partly' | 'unknown' {
  const { minAge, maxAge } = ageBand.get(band);
  const { under } = ageLimit.get(limit);
  if (minAge === null) return 'unknown';
  if (minAge >= under) return 'no';
  return maxAge !== null && maxAge < under ? 'yes' : 'partly';
}

/** True when a person of this age (whole years) is below the limit. */
export function ageUnder(age: number, limit: AgeLimit): boolean {
  return age < ageLimit.get(limit).under;
}

export const sex = readList(lists.sex);
export type Sex = CodeOf<typeof sex>;
