/** How a platform itself says whether something of it is there: data, one row for each form of its addresses. Pure. */
import { z } from 'zod';
import { onlinePlace } from '../../vocabulary/index.ts';
import { readMatchKey } from '../locators/match-key.ts';
import type { ProbeAnswer } from './look.ts';
import written from './platform-probes.json' with { type: 'json' };

const probe = z.strictObject({
  id: z.string().regex(/^[a-z][a-z0-9-]{2,39}$/),
  /** Code of the vocabulary's places online; null where it has none. */
  platform: onlinePlace.zod.nullable(),
  /** What the match key of an address looks like. */
  key: z.string(),
  /** Where it is asked; `$1` stands for the first group of the key. */
  ask: z.string(),
  /** The first that fits holds. A row with words fits where one of them stands in the answer. */
  answers: z
    .array(
      z.strictObject({
        status: z.array(z.int()).min(1),
        text: z.array(z.string()).optional(),
        says: z.enum(['PRESENT', 'GONE', 'RESTRICTED']),
      }),
    )
    .min(1),
  source: z.string(),
  verified: z.boolean(),
  validFrom: z.iso.date(),
  validTo: z.iso.date().optional(),
});
export type Probe = z.output<typeof probe>;

export const platformProbes: readonly Probe[] = z
  .strictObject({ source: z.string(), readOn: z.iso.date(), probes: z.array(probe) })
  .parse(written).probes;

export interface AskedProbe {
  readonly probe: Probe;
  readonly url: string;
}

/** The probe of an address on a day; undefined where its platform has none for it. @param day of Viet Nam, `yyyy-mm-dd` */
export function probeFor(probes: readonly Probe[], address: string, day: string): AskedProbe | undefined {
  const read = readMatchKey(address);
  if (!read.ok) return undefined;
  for (const one of probes) {
    if (day < one.validFrom || (one.validTo !== undefined && day > one.validTo)) continue;
    const found = new RegExp(one.key).exec(read.matchKey.key);
    if (found)
      return { probe: one, url: one.ask.replace(/\$(\d)/g, (_, at) => encodeURIComponent(found[Number(at)] ?? '')) };
  }
  return undefined;
}

export function readProbe({ answers }: Probe, status: number, text: string): ProbeAnswer {
  const low = text.toLowerCase();
  const said = answers.find(
    (one) =>
      one.status.includes(status) &&
      (one.text === undefined || one.text.some((word) => low.includes(word.toLowerCase()))),
  );
  return said?.says ?? 'UNKNOWN';
}
