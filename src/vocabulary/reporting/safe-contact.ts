import { z } from 'zod';
import { type CodeOf, readList } from '../term.ts';
import lists from './safe-contact.json' with { type: 'json' };

/** How the child may be reached without making things worse. More than one may be chosen, except with `NO_CONTACT`. */
export const safeContact = readList(lists.safeContact, {
  vi_child: z.string(),
  needsPhone: z.boolean(),
  exclusive: z.boolean(),
});
export type SafeContact = CodeOf<typeof safeContact>;
