import { z } from 'zod';
import { readList } from '../../vocabulary/index.ts';
import lists from './protocol-card.json' with { type: 'json' };

/** What to do in a situation, step by step, found by words as they are typed. Each names its source, and whether it was confirmed. */
export const protocolCard = readList(lists.protocolCard, {
  /** Other words by which it is looked for. */
  words: z.string(),
  steps_vi: z.array(z.string()).min(1),
  steps_en: z.array(z.string()).min(1),
});
