/** How far a record may travel. */
import { z } from 'zod';
import { type CodeOf, readList } from '../term.ts';
import lists from './marking.json' with { type: 'json' };

export const marking = readList(lists.marking, { rank: z.int() });
export type Marking = CodeOf<typeof marking>;
