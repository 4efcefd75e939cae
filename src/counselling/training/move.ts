import { z } from 'zod';
import { type CodeOf, readList } from '../../vocabulary/index.ts';
import lists from './move.json' with { type: 'json' };

const sentence = z.string().min(2);

/**
 * What a helper does with a sentence, the most harmful first: that is the order in which a child answers where a line does several
 * things. `weight` is what it does to trust (0 to 10); `why` and `try` are the feedback to whoever practises.
 */
export const move = readList(lists.move, {
  weight: z.int().min(-4).max(2),
  whyVi: sentence,
  whyEn: sentence,
  tryVi: sentence,
  tryEn: sentence,
});
export type Move = CodeOf<typeof move>;

export const hurts = (code: Move): boolean => move.get(code).weight < 0;
