import { z } from 'zod';
import { type CodeOf, readList } from '../term.ts';
import lists from './portal-band.json' with { type: 'json' };

/** The five age bands of the portal. Chosen by the reader, kept in the address only, never proof of age. */
export const portalBand = readList(lists.portalBand, {
  minAge: z.int(),
  maxAge: z.int().nullable(),
  address: z.string(),
  pronoun: z.string(),
});
export type PortalBand = CodeOf<typeof portalBand>;
