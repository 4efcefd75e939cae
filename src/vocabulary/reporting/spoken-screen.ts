import { z } from 'zod';
import { type CodeOf, readList } from '../term.ts';
import lists from './spoken-screen.json' with { type: 'json' };

/**
 * The screens that children of 6 to 8 years go through, each with what a recorded human voice says there. A script is spoken to a
 * child who does not read yet: it names what is to be seen and pressed, one thing after the other, in ten to fifteen seconds.
 */
export const spokenScreen = readList(lists.spokenScreen, { script: z.string() });
export type SpokenScreen = CodeOf<typeof spokenScreen>;
