import { partsOfReceiptWord } from '../../../../src/vocabulary/index.ts';
import { getLocale } from '../paraglide/runtime.js';

/** A drawn word as it is read aloud: "mèo cam", "cat orange". */
export function pictureName(word: string): string {
  const parts = partsOfReceiptWord(word);
  if (parts === undefined) return word;
  const language = getLocale();
  return `${parts.thing[language]} ${parts.quality[language]}`;
}
