/** What happened online: the national incident list with its crosswalks to NCMEC and the 4Cs. */

import { z } from 'zod';
import { type CodeOf, readList } from '../term.ts';
import { fourC } from './four-c.ts';
import lists from './online-incident.json' with { type: 'json' };

export const onlineIncident = readList(lists.onlineIncident, {
  /** Where a machine report says the same: an NCMEC incident type, report tag or file tag; null when NCMEC has no such code. */
  ncmec: z
    .strictObject({ kind: z.enum(['incident', 'report-tag', 'file-tag']), code: z.string() })
    .readonly()
    .nullable(),
  /** The 4C cells; empty only for `OI-OTHER`. The first is the main one. */
  fourC: z.array(fourC.zod).readonly(),
});
export type OnlineIncident = CodeOf<typeof onlineIncident>;
