import { findDetails } from '../../../listening/index.ts';
import { normalise } from '../../../text/index.ts';

const linesOf = (named: string): string[] =>
  named
    .split('\n')
    .map((line) => line.normalize('NFC').trim())
    .filter((line) => line !== '');

/** The words as whole words, in capitals or not, with however many blanks between them. */
const pattern = (words: string): RegExp => {
  const written = words
    .split(/\s+/u)
    .map((word) => word.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&'))
    .join('\\s+');
  return new RegExp(`(?<![\\p{L}\\p{N}])${written}(?![\\p{L}\\p{N}])`, 'giu');
};

/**
 * A child's words as they may be shown: what a machine finds by which somebody could be found, and what the reader names, behind dots. A word
 * too many behind dots does no harm, and a name too few does: “An” hides the “an” of “an toàn” too.
 * @param named words that lead to a person, one a line; each is hidden wherever it stands
 */
export function hideWords(text: string, named: string): string {
  const letters = text.split('');
  const hide = (from: number, to: number) => {
    for (let at = from; at < to; at += 1) if (/\S/.test(letters[at] ?? ' ')) letters[at] = '•';
  };
  for (const { from, to } of findDetails(normalise(text))) hide(from, to);
  // Looked for in the text as it was written: what the machine hid a part of is found too.
  for (const words of linesOf(named))
    for (const found of text.matchAll(pattern(words))) hide(found.index, found.index + found[0].length);
  return letters.join('');
}

/** What the reader named and what does not stand in the text: nothing would be hidden, and the reader would not know. */
export const unfoundWords = (text: string, named: string): string[] =>
  linesOf(named).filter((words) => !pattern(words).test(text));
