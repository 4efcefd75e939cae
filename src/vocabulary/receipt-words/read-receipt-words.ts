/**
 * Reads receipt words as people type, paste or dictate them: any case, any Unicode form, with diacritics or without, as Telex, VNI or
 * VIQR leave them when the keyboard is off, half on, or takes plain letters for its own keys.
 */

import { firstHeads, firstReceiptWords, spellFirstReceiptWord } from './first-receipt-words.ts';
import { earlierReceiptWords, partsOfReceiptWord, receiptWords } from './receipt-words.ts';

/** Every list that words of receipts were ever taken from, the present one first. */
export const receiptWordLists: readonly (readonly string[])[] = [receiptWords, earlierReceiptWords, firstReceiptWords];

/** The words of drawn things, those that are given no more among them. */
const drawnWords: readonly string[] = [...earlierReceiptWords, ...receiptWords];

/**
 * The syllables of a text in plain lower-case letters; everything that is no letter parts them. A letter of another script stays, so
 * that a syllable with one is no word.
 */
function syllablesOf(text: string): string[] {
  return (
    text
      .normalize('NFKD')
      .replace(/[\p{M}\u200b-\u200d\u2060\ufeff\u00ad]+/gu, '')
      .toLowerCase()
      .replace(/[đðɖ]/g, 'd')
      .replaceAll('ı', 'i')
      // Keys of VNI that no keyboard took.
      .replace(/(?<=\p{L})\d+/gu, '')
      .split(/[^\p{L}]+/u)
      .filter((syllable) => syllable !== '')
      .map((syllable) => syllable.replace(W_FOR_U, '$1u'))
  );
}

/** Telex: a `w` before any vowel of its syllable stands for ư. */
const W_FOR_U = /^([^aeiouyw]*)w/;

/** Keys that Telex takes for a tone or a mark, so that they vanish from a word, or stay in it where no tone was meant. */
const TELEX_KEYS = /[sfrxjzw]/g;

/**
 * What is left of a word whatever a keyboard did to it. Telex's own keys go, and of a, e, o and d only the first stays, since a second
 * one may have become the mark of the first.
 */
function coreOf(letters: string): string {
  let core = '';
  for (const letter of letters.replace(TELEX_KEYS, ''))
    if (!'aeod'.includes(letter) || !core.includes(letter)) core += letter;
  return core;
}

const byCore: ReadonlyMap<string, string> = new Map(drawnWords.map((word) => [coreOf(word), word]));
const firstOnes: ReadonlySet<string> = new Set(firstReceiptWords);

/** Words of the first list by their core, where it says which. */
const firstByCore: ReadonlyMap<string, string | undefined> = (() => {
  const found = new Map<string, string | undefined>();
  for (const word of firstReceiptWords) found.set(coreOf(word), found.has(coreOf(word)) ? undefined : word);
  return found;
})();

const half: ReadonlyMap<string, string> = new Map(
  drawnWords.flatMap((word) => {
    const thing = partsOfReceiptWord(word)?.thing;
    return thing ? [thing.key, coreOf(thing.key)].map((form): [string, string] => [form, thing.vi]) : [];
  }),
);

type Reader = (letters: string) => string | undefined;
const exactly: Reader = (letters) => (partsOfReceiptWord(letters) ? letters : undefined);
const byItsCore: Reader = (letters) => byCore.get(coreOf(letters));
const firstExactly: Reader = (letters) => (firstOnes.has(letters) ? letters : undefined);
const firstByItsCore: Reader = (letters) => firstExactly(letters) ?? firstByCore.get(coreOf(letters));

/** From the strictest to the most forgiving. A receipt is of one list, so its words are read by one of these all together. */
const readers: readonly Reader[] = [exactly, firstExactly, byItsCore, firstByItsCore];

const lettersOf = (text: string) => syllablesOf(text).join('');

function wordOf(letters: string): string | undefined {
  for (const read of readers) {
    const word = read(letters);
    if (word !== undefined) return word;
  }
  return undefined;
}

/** The word of either list that a text is, in its own form; undefined where it is none, or more than one. */
export function readReceiptWord(text: string): string | undefined {
  return wordOf(lettersOf(text));
}

/** What boxes hold that are to be one word each. */
export type BoxesRead = { readonly words: readonly string[] } | { readonly unknown: readonly number[] };

/**
 * Reads the words of one receipt, a word in each box.
 * @returns the words in their own form, or the places (from 1) of boxes that hold no word: of the list that most boxes are of
 */
export function readReceiptBoxes(boxes: readonly string[]): BoxesRead {
  const letters = boxes.map(lettersOf);
  for (const read of readers) {
    const words = letters.map(read);
    if (words.every((word) => word !== undefined)) return { words };
  }
  const [now, first] = [0, 1].map((list) =>
    letters.flatMap((one, at) => ((readers[list]?.(one) ?? readers[list + 2]?.(one)) ? [] : [at + 1])),
  ) as [number[], number[]];
  return { unknown: now.length <= first.length ? now : first };
}

/** The thing whose quality is missing, as in "mèo"; undefined where the text is something else. */
export function halfReceiptWord(text: string): string | undefined {
  const letters = lettersOf(text);
  return half.get(letters) ?? half.get(coreOf(letters));
}

/** A word as people see it: "mèo xanh", or "meo nau" of the first list. */
export function spellReceiptWord(word: string): string {
  const parts = partsOfReceiptWord(word);
  return parts ? `${parts.thing.vi} ${parts.quality.vi}` : spellFirstReceiptWord(word);
}

/** What parts words: a number before one, a line break, a comma and the like. A digit after a letter may be a key of VNI. */
const NUMBERED = /(?<![\p{L}\p{N}])\d+|[\n\r\t,;|•·:]+/u;
/** The same for a card that was copied without its line breaks, so that the numbers stand right after the words. */
const RUN_TOGETHER = /\d+|[\n\r\t,;|•·:]+/u;

/**
 * Reads several words in one text. Numbers, commas and line breaks part them where they are there.
 * @returns the words in their own form, or the places (from 1) of pieces that are no word
 */
export function readReceiptWords(text: string): BoxesRead {
  const parts = text.split(NUMBERED).filter((part) => syllablesOf(part).length > 0);
  const boxes = readReceiptBoxes(parts);
  if (parts.length > 1 && 'words' in boxes) return boxes;
  const syllables = syllablesOf(text);
  if (syllables.length === 0) return { words: [] };
  // Syllables may be words of both lists, or be read in more ways than one: a receipt has six words.
  const readings = [
    readFirst(syllables),
    readTogether(syllables, [exactly]),
    readTogether(syllables, [exactly, byItsCore]),
  ].filter((words) => words !== undefined);
  const words = readings.find(({ length }) => length === 6) ?? readings[0];
  if (words) return { words };
  return parts.length > 1 ? boxes : { unknown: [wordsBeforeUnknown(syllables) + 1] };
}

/**
 * Words of this list that stand together: each takes two syllables, or three, or one where they are written together, so that
 * where one ends is only known when the rest can be read too.
 */
function readTogether(syllables: readonly string[], by: readonly Reader[]): string[] | undefined {
  // The word that begins at each place and leaves a rest that can be read, from the last place to the first.
  const steps: ({ readonly word: string; readonly taken: number } | undefined)[] = [];
  for (let at = syllables.length - 1; at >= 0; at -= 1)
    for (const taken of [3, 2, 1]) {
      const end = at + taken;
      if (end > syllables.length || (end < syllables.length && !steps[end])) continue;
      const letters = syllables.slice(at, end).join('');
      const word = by.map((read) => read(letters)).find((one) => one !== undefined);
      if (word === undefined) continue;
      steps[at] = { word, taken };
      break;
    }
  const words: string[] = [];
  for (let at = 0; at < syllables.length; at += steps[at]?.taken ?? 1) {
    const step = steps[at];
    if (!step) return undefined;
    words.push(step.word);
  }
  return words;
}

/** How many words stand before the first place that is none, reading the longest word at each. */
function wordsBeforeUnknown(syllables: readonly string[]): number {
  let count = 0;
  for (let at = 0; at < syllables.length; count += 1) {
    const taken = [3, 2, 1].find((some) => {
      const letters = syllables.slice(at, at + some).join('');
      return at + some <= syllables.length && (exactly(letters) ?? byItsCore(letters)) !== undefined;
    });
    if (taken === undefined) break;
    at += taken;
  }
  return count;
}

/** Words of the first list alone, with spaces or none inside a pair. */
function readFirst(syllables: readonly string[]): string[] | undefined {
  const words: string[] = [];
  for (let at = 0; at < syllables.length; at++) {
    const syllable = syllables[at] as string;
    const word = firstHeads.has(syllable) ? syllable + (syllables[++at] ?? '') : syllable;
    if (!firstOnes.has(word)) return undefined;
    words.push(word);
  }
  return words.length === 0 ? undefined : words;
}

/**
 * A receipt that was pasted whole: numbers, line breaks, the locator and other words about it may stand there.
 * @returns the six words in their own form, and the locator as it was written where there is one; undefined where no six words are found
 */
export function readPastedReceipt(
  text: string,
): { readonly words: readonly string[]; readonly locator?: string } | undefined {
  const locator = locatorIn(text);
  const rest = locator === undefined ? text : text.replace(locator, '\n');
  const given = locator === undefined ? {} : { locator };
  for (const between of [NUMBERED, RUN_TOGETHER]) {
    const parts = rest.split(between).filter((part) => readReceiptWord(part) !== undefined);
    const boxes = readReceiptBoxes(parts);
    if (parts.length === 6 && 'words' in boxes) return { words: boxes.words, ...given };
  }
  const read = readReceiptWords(rest);
  return 'words' in read && read.words.length === 6 ? { words: read.words, ...given } : undefined;
}

/** Four and four, with a dash as it is shown; or in one, where a digit tells it from a word. */
function locatorIn(text: string): string | undefined {
  const codes = (between: string) => {
    const four = '[0-9A-TV-Za-tv-z]{4}';
    return text.match(new RegExp(`(?<![\\p{L}\\p{N}])${four}${between}${four}(?![\\p{L}\\p{N}])`, 'gu')) ?? [];
  };
  const dashed = codes('[-–—]').find((code) => /\d/.test(code) || code === code.toUpperCase());
  return dashed ?? codes('').find((code) => /\d/.test(code));
}
