/**
 * Codes of machine reports from NCMEC. `wire` is the exact text of the schema: two of them carry legal names that we never show
 * (the label says what the field means in the terms we use). `wire` is for reading and writing the format only.
 */
import { z } from 'zod';
import { type CodeOf, readList } from '../term.ts';
import lists from './ncmec.json' with { type: 'json' };

export const ncmecIncidentType = readList(lists.ncmecIncidentType, { wire: z.string() });
export type NcmecIncidentType = CodeOf<typeof ncmecIncidentType>;

export const ncmecReportTag = readList(lists.ncmecReportTag);

export const ncmecFileTag = readList(lists.ncmecFileTag);

export const ncmecFileRelevance = readList(lists.ncmecFileRelevance);
