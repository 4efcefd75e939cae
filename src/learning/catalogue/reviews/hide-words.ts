import { findDetails, mask } from '../../../listening/index.ts';
import { normalise } from '../../../text/index.ts';

/**
 * A child's words as they may be shown: what a machine finds by which somebody could be found, and what the reader names, behind dots.
 * @param named words that lead to a person, one a line; each is hidden wherever it stands
 */
export function hideWords(text: string, named: string): string {
  let shown = mask(text, findDetails(normalise(text)));
  for (const words of named.split('\n').map((one) => one.normalize('NFC').trim()))
    if (words !== '') shown = shown.split(words).join(words.replaceAll(/\S/gu, '•'));
  return shown;
}
