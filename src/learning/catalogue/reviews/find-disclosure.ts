import { triageFirstMessage } from '../../../counselling/index.ts';
import { findStorySignals, phraseFinder } from '../../../vocabulary/index.ts';
import data from './disclosure-phrases.json' with { type: 'json' };

/** What made a text look as if somebody told of themselves. */
export type DisclosureSign = 'STORY' | 'DANGER' | 'WORDS';

const findWords = phraseFinder(
  ['WORDS'] as const,
  data.phrases.map(({ words }) => ({ code: 'WORDS' as const, words })),
);

/**
 * Whether a short public text may tell of something that happened to its writer: the signals of a report's story, the rules and the model
 * that the 111 desk reads first messages with, and phrases of our own. It leans to yes: a review that a counsellor reads for nothing costs a minute, a
 * disclosure that is published cannot be taken back. What it misses is seen by the person who reads every text before anybody else.
 */
export function findDisclosure(text: string): DisclosureSign[] {
  const signs: DisclosureSign[] = [];
  if (findStorySignals(text).length > 0) signs.push('STORY');
  if (triageFirstMessage(text).reasons.length > 0) signs.push('DANGER');
  if (findWords(text).length > 0) signs.push('WORDS');
  return signs;
}
