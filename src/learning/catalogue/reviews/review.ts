import type { TextRule } from '../../../kernel/index.ts';

/** A child's review of a product: a few words, read by a person before anybody else reads them. */

export const reviewStates = ['WAITING', 'PUBLISHED', 'REFUSED', 'TOLD'] as const;
/** `TOLD`: it told of something that happened to a child. A counsellor has it, and nobody else ever reads it. */
export type ReviewState = (typeof reviewStates)[number];

/** One idea; the length at which people write one. */
export const REVIEW_TEXT: TextRule = { most: 180 };

/** What is sealed of it. */
export interface ReviewWords {
  readonly text: string;
}
