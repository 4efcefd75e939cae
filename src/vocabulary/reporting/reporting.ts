/** How a report arrives and from whom. */
import { z } from 'zod';
import { type CodeOf, readList } from '../term.ts';
import lists from './reporting.json' with { type: 'json' };

export const reportChannel = readList(lists.reportChannel, { machine: z.boolean(), online: z.boolean() });
export type ReportChannel = CodeOf<typeof reportChannel>;

export const informantType = readList(lists.informantType);
export type InformantType = CodeOf<typeof informantType>;

export const suspectRelation = readList(lists.suspectRelation);
export type SuspectRelation = CodeOf<typeof suspectRelation>;
