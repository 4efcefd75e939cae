import { z } from '@hono/zod-openapi';
import { instant, listSchema } from '../../kernel/index.ts';
import { lookAttentions, lookDecisions, lookOccasions, lookOutcomes, lookReasons, seenBy, seenGone } from './look.ts';

export const itemLooksSchema = z
  .object({
    /** Addresses that have to be gone, its own first; at most 100. */
    places: listSchema(
      z.object({
        id: z.uuid(),
        own: z.boolean(),
        mask: z.string(),
        /** Looks in a row that found nothing, apart in time. */
        misses: z.number().int(),
        missedFrom: instant.nullable(),
        nextAt: instant.nullable(),
        attention: z.enum(lookAttentions).nullable(),
        /** Who held the network of its host when it was ordered. */
        network: z.string().nullable(),
        looks: z.number().int(),
      }),
    ),
    /** The latest first; at most 100. */
    looks: listSchema(
      z.object({
        id: z.uuid(),
        place: z.uuid(),
        at: instant,
        vantage: z.string(),
        occasion: z.enum(lookOccasions),
        outcome: z.enum(lookOutcomes),
        reason: z.enum(lookReasons),
        status: z.number().int().nullable(),
        bytes: z.number().int(),
        /** Keyed: it can be compared with that of another look alone. */
        digest: z.string().nullable(),
        media: z.boolean(),
        replayed: z.number().int(),
        probe: z.string().nullable(),
        probeSays: z.enum(['PRESENT', 'GONE', 'RESTRICTED', 'UNKNOWN']).nullable(),
        counted: z.boolean(),
      }),
    ),
    /** Misses that an address is gone by. */
    needed: z.number().int(),
    /** How often it came back after it was gone. */
    returns: z.number().int(),
    /** The order that was met before, with its addressee. */
    earlier: z.object({ id: z.uuid(), reference: z.string(), addressee: z.string() }).nullable(),
    /** What the reader may do now. */
    mayLook: z.boolean(),
    mayDecide: listSchema(z.enum(lookDecisions)),
    /** A name without an address: no machine looks at it. */
    bare: z.boolean(),
    /** The reader may say that it is gone by what they saw, for a second person to agree to. */
    mayEnd: z.boolean(),
    /** What somebody said they saw, and nobody has agreed to yet. */
    seenGone: z
      .object({ seen: z.enum(seenGone), means: z.enum(seenBy), agency: z.string(), by: z.uuid(), at: instant })
      .nullable(),
  })
  .openapi('ContentItemLooks', {
    description: 'Whether an item is gone: every look as evidence, and nothing of what was there.',
  });
export type ItemLooks = z.output<typeof itemLooksSchema>;
