import { z } from 'zod';
import { readList } from '../../vocabulary/index.ts';
import lists from './assertion-lists.json' with { type: 'json' };

export const interestPart = readList(lists.interestPart);
export const assertionBasis = readList(lists.assertionBasis);
/** The two halves of an admiralty grade: of the source, and of what it says. */
export const sourceReliability = readList(lists.sourceReliability);
export const informationCredibility = readList(lists.informationCredibility);
export const takeBackReason = readList(lists.takeBackReason);
export const outcomeKind = readList(lists.outcomeKind, {
  /** Whose decision it is. */
  body: z.enum(['POLICE', 'PROCURACY', 'COURT', 'AUTHORITY', 'ANY']),
  /** It carries a sentence or a sanction. */
  sentences: z.boolean(),
});
export const sentenceKind = readList(lists.sentenceKind, {
  /** It has a length. */
  months: z.boolean(),
  /** It has an amount in đồng. */
  amount: z.boolean(),
});
export const childMeasure = readList(lists.childMeasure);
