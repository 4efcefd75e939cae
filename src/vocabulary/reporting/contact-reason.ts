/** Reasons of contact as helpline 111 counts them, with the shares published for 2004 to 2023. */

import { z } from 'zod';
import { type CodeOf, readList } from '../term.ts';
import { chiCategory } from './chi.ts';
import lists from './contact-reason.json' with { type: 'json' };

export const contactReason = readList(lists.contactReason, {
  /** The nearest category of Child Helpline International; a contact carries both codes. */
  chi: chiCategory.zod,
  /** Published share of interventions 2004-2023, per cent; null where not published. */
  interventionShare: z.number().nullable(),
  /** Published share of in-depth counselling 2004-2023, per cent; null where not published. */
  counsellingShare: z.number().nullable(),
});
export type ContactReason = CodeOf<typeof contactReason>;
