import { z } from 'zod';
import { type CodeOf, readList } from '../term.ts';
import lists from './end-reason.json' with { type: 'json' };

/** The acts of a desk after which nobody works on a report any more, or that say that it is not so. */
export const reportEnds = ['find-unfounded', 'find-unverifiable', 'mark-duplicate', 'close'] as const;
export type ReportEnd = (typeof reportEnds)[number];

/** Why the desk ends a report. Words beside the reason say what was done. */
export const endReason = readList(lists.endReason, { ends: z.array(z.enum(reportEnds)) });
export type EndReason = CodeOf<typeof endReason>;
