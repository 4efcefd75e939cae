/** How often and how it is looked at what was ordered down: data, read once. */
import { z } from 'zod';
import { HOUR, MINUTE } from '../../kernel/index.ts';
import { orderKind } from '../orders/order-lists.ts';
import written from './look-rules.json' with { type: 'json' };

const count = z.int().min(1);

export const lookRules = z
  .strictObject({
    source: z.string(),
    verified: z.boolean(),
    validFrom: z.iso.date(),
    /** Looks apart in time that find nothing, by which an address is gone. */
    missesNeeded: z.int().min(3),
    missGapMinutes: count,
    /** From look to look while an order stands; the last one is kept. */
    orderedMinutes: z.array(count).min(1),
    /** From look to look at what is gone; the last one is kept. */
    goneHours: z.array(count).min(1),
    /** After this long what is said to be done and is still there counts against who said so: caches take a while. */
    claimGraceMinutes: count,
    /** After this long what is said to be done and could not be confirmed may be passed up the ladder. */
    claimHours: count,
    nowGapMinutes: count,
    /** Reports of what is gone bring a look forward so often at most. */
    reportGapMinutes: count,
    bytesMost: count,
    mediaBytes: count,
    secondsMost: count,
    redirectsMost: count,
    /** Pages of the way that are replayed. */
    wayMost: count,
    mediaMost: count,
    vantage: z.string().regex(/^[A-Z_]{2,20}$/),
    agent: z.string(),
    language: z.string(),
    /** Kinds of order that ask for what a look can see. */
    checkedKinds: z.array(orderKind.zod),
    /** Who else asks where the first answer says that it is gone: a server may tell what it likes to one of them. */
    faces: z.array(z.strictObject({ code: z.string(), referrer: z.url().optional(), agent: z.string().optional() })),
  })
  .parse(written);

export type LookRules = typeof lookRules;

/** When an address is looked at next, after so many looks of the same kind. */
export function nextLook(at: Date, phase: 'ORDERED' | 'MISSING' | 'GONE', step: number): Date {
  const among = (steps: readonly number[]) => steps[Math.min(step, steps.length - 1)] as number;
  const wait =
    phase === 'MISSING'
      ? lookRules.missGapMinutes * MINUTE
      : phase === 'GONE'
        ? among(lookRules.goneHours) * HOUR
        : among(lookRules.orderedMinutes) * MINUTE;
  return new Date(at.getTime() + wait);
}
