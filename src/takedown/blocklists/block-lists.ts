import { z } from 'zod';
import { DAY } from '../../kernel/index.ts';
import { readList } from '../../vocabulary/index.ts';
import lists from './block-lists.json' with { type: 'json' };

/** Why something is blocked, with what the stop page says of it in plain words. */
export const blockReason = readList(lists.blockReason, { saysVi: z.string().min(1), saysEn: z.string().min(1) });
/** The law that a block rests on. */
export const blockBasis = readList(lists.blockBasis);
/** Why a block was taken away; what happens by itself is chosen by nobody. */
export const unblockReason = readList(lists.unblockReason, { byItself: z.literal(true).optional() });
/** Why a block is left in force at its review. */
export const keepReason = readList(lists.keepReason);

const review = z
  .strictObject({
    source: z.string(),
    verified: z.boolean(),
    tellDaysBefore: z.number().int().positive(),
    lapseDaysAfter: z.number().int().positive(),
  })
  .parse(lists.review);
/** How long before its review an entry becomes a duty, and how long after it, unseen, it ends; milliseconds. */
export const REVIEW = { tellBefore: review.tellDaysBefore * DAY, lapseAfter: review.lapseDaysAfter * DAY } as const;
