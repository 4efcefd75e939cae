import { z } from 'zod';
import { readList } from '../../vocabulary/index.ts';
import lists from './deconfliction-lists.json' with { type: 'json' };

export const deconflictionPurpose = readList(lists.purpose);
/** `lead`: it says which unit leads from here on. */
export const deconflictionOutcome = readList(lists.outcome, { lead: z.boolean() });
