/** Results and schemas of the hotline network. */

import { type CodeOf, readList } from '../term.ts';
import lists from './inhope.json' with { type: 'json' };

/** What the analyst of the hotline decided for one item. */
export const inhopeItemResult = readList(lists.inhopeItemResult);
export type InhopeItemResult = CodeOf<typeof inhopeItemResult>;

export const ucsSection = readList(lists.ucsSection);

/** One label of the schema, as its owner publishes it. */
export interface UcsLabel {
  readonly code: string;
  readonly section: CodeOf<typeof ucsSection>;
  readonly en: string;
  readonly vi: string;
}

/**
 * The Universal Classification Schema v3.1 (15 April 2026). Empty on purpose: the label list belongs to INHOPE and must be imported from
 * the official file, never typed from memory. Entries of the hash register carry `ucsVersion` beside their labels, so an import does not
 * change older decisions.
 */
export const ucs = {
  name: 'ucs',
  version: '3.1',
  publishedOn: '2026-04-15',
  source: 'INHOPE, Universal Classification Schema; official label list to be obtained from the owner',
  verified: false,
  labels: [] as readonly UcsLabel[],
} as const;
