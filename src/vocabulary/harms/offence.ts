/** Offences of the Penal Code that an online matter may touch. Titles paraphrased; to be checked against the consolidated text. */
import { z } from 'zod';
import { type CodeOf, readList } from '../term.ts';
import lists from './offence.json' with { type: 'json' };

export const offence = readList(lists.offence, {
  article: z.int().positive(),
  /** Upper age of the victim in the definition (exclusive); null where age is no element. */
  victimUnder: z.literal([16, 18]).nullable(),
});
export type Offence = CodeOf<typeof offence>;
