import { z } from 'zod';
import { type CodeOf, onlineIncident, readList } from '../../vocabulary/index.ts';
import lists from './label.json' with { type: 'json' };

/** How grave a signal is: 0 nothing to do, 1 counted only, 2 looked at within a day, 3 within two hours, 4 imminent danger. */
export type Severity = 0 | 1 | 2 | 3 | 4;
export const severities = [0, 1, 2, 3, 4] as const satisfies readonly Severity[];

/** The version of the schema: decisions carry it, so that a label whose meaning changed is not learnt as the old one. */
export const LABEL_SCHEMA = '1';

/**
 * What is listened for. A post may carry several; a code is never given another meaning, it is closed and a new one opened.
 */
export const label = readList(lists.label, {
  /** A harm can raise an alert; a context only says how to read one. */
  kind: z.enum(['harm', 'context']),
  /** What a post with this label alone comes to. */
  severity: z.literal(severities),
  /** Its words are of the operator's own lexicon, which is sealed: none stands in the repository. */
  sensitive: z.boolean(),
  /** What the report of an alert is filed as. */
  incident: onlineIncident.zod.nullable(),
});
export type LabelCode = CodeOf<typeof label>;

export const harmLabels: readonly LabelCode[] = label.terms
  .filter(({ kind }) => kind === 'harm')
  .map(({ code }) => code);
export const contextLabels: readonly LabelCode[] = label.terms
  .filter(({ kind }) => kind === 'context')
  .map(({ code }) => code);

export function isLabel(code: string): code is LabelCode {
  return label.has(code);
}
