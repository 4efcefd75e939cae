import { z } from 'zod';
import { type CodeOf, readList } from '../../vocabulary/index.ts';
import lists from './report-lists.json' with { type: 'json' };

const wire = { wire: z.array(z.string()).min(1) };

/** The eight types of CyberTipline: our codes, with the texts by which a sender of XML names them. */
export const incidentType = readList(lists.incidentType, wire);
export type IncidentType = CodeOf<typeof incidentType>;
export const reportAnnotation = readList(lists.reportAnnotation);
export const fileAnnotation = readList(lists.fileAnnotation);
export const fileRelevance = readList(lists.fileRelevance, wire);
export const captureEvent = readList(lists.captureEvent);

/** What became of a report, told back to who filed it. */
export const reportOutcome = readList(lists.outcome);
export type ReportOutcome = CodeOf<typeof reportOutcome>;

/** By what the police open what the provider has not viewed. */
export const legalGround = readList(lists.legalGround);
export type LegalGround = CodeOf<typeof legalGround>;

/** The code that a text of the standard means, or the text itself: the shape refuses what is no code. */
export function codeOfWire(list: typeof incidentType | typeof fileRelevance, text: string): string {
  return list.terms.find((term) => term.wire.includes(text))?.code ?? text;
}
