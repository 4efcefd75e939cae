import { z } from 'zod';
import { readList } from '../term.ts';
import lists from './agency-telephone.json' with { type: 'json' };

/** Telephones of agencies that children call, each with its source and its dates; `free`: a call costs nothing. */
export const agencyTelephone = readList(lists.agencyTelephone, {
  agency: z.string(),
  number: z.string().regex(/^\d{3,11}$/),
  free: z.boolean(),
});
