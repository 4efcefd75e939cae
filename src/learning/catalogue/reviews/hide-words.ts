import { findDetails, mask } from '../../../listening/index.ts';
import { normalise } from '../../../text/index.ts';

const linesOf = (named: string): string[] =>
  named
    .split('\n')
    .map((line) => line.normalize('NFC').trim())
    .filter((line) => line !== '');

const written = (words: string, flags: string): RegExp =>
  new RegExp(
    words
      .split(/\s+/u)
      .map((word) => word.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&'))
      .join('\\s+'),
    flags,
  );

/** The words as they are named, with however many blanks between them; in other capitals only where they do not stand so: “An” is no “an toàn”. */
const pattern = (text: string, words: string): RegExp => written(words, written(words, 'u').test(text) ? 'gu' : 'giu');

/**
 * A child's words as they may be shown: what a machine finds by which somebody could be found, and what the reader names, behind dots.
 * @param named words that lead to a person, one a line; each is hidden wherever it stands
 */
export function hideWords(text: string, named: string): string {
  let shown = mask(text, findDetails(normalise(text)));
  for (const words of linesOf(named))
    shown = shown.replaceAll(pattern(shown, words), (found) => found.replaceAll(/\S/gu, '•'));
  return shown;
}

/** What the reader named and what does not stand in the text: nothing would be hidden, and the reader would not know. */
export const unfoundWords = (text: string, named: string): string[] =>
  linesOf(named).filter((words) => !pattern(text, words).test(text));
