import { phraseFinder } from '../language/phrase-finder.ts';
import { storyPhrases, storySignal } from './story-signal.ts';

/** Which signals the words of a story give. @param story any text, whole; linear in its length */
export const findStorySignals = phraseFinder(storySignal.codes, storyPhrases);
