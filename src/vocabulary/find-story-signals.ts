import { fold } from './fold.ts';
import { chatSpellings, type StorySignal, storyPhrases, storySignal } from './story-signal.ts';

/** Of a hundred words, as many may have diacritics in a story that counts as typed without them. */
const FEW_MARKED = 0.05;
/** As many words a `*` of a phrase leaves room for. */
const GAP = 5;

/** One word of a phrase: what it may be, or room for a few of any kind. */
type Slot = { readonly exact: ReadonlySet<string>; readonly bare: ReadonlySet<string> } | '*';

interface Pattern {
  readonly signal: StorySignal;
  readonly slots: readonly Slot[];
}

const TONES = /[\u0300\u0301\u0303\u0309\u0323]/g;

/** A word with its tone mark at the end, so that the two spellings of it ("dọa", "doạ") are one. */
function wordKey(word: string): string {
  const apart = word.replaceAll(/['’]/g, '').normalize('NFD');
  const tones = apart.match(TONES)?.join('') ?? '';
  return apart.replace(TONES, '') + tones;
}

const patterns: readonly Pattern[] = storyPhrases.map(({ signal, words, marked }) => ({
  signal,
  slots: words.split(' ').map((slot): Slot => {
    if (slot === '*') return '*';
    const either = slot.split('|');
    return { exact: new Set(either.map(wordKey)), bare: new Set(marked ? [] : either.map(fold)) };
  }),
}));

/**
 * Which signals the words of a story give. Read sentence by sentence, with and without diacritics, in either place of the
 * tone mark, in chat spellings, with letters drawn out and invisible characters between them.
 * @param story any text, whole; linear in its length
 */
export function findStorySignals(story: string): StorySignal[] {
  const plain = story
    .normalize('NFKC')
    .replaceAll(/[\p{Cf}'’]/gu, '')
    .toLowerCase();
  const sentences = plain.split(/[.!?…;:\n]+/).map((one) => one.match(/[\p{L}\p{M}\p{N}]+/gu) ?? []);
  const every = sentences.flat();
  // "anh" in a story with diacritics is a brother; in one without it may be a picture.
  const unmarked = every.filter((word) => fold(word) !== word).length <= every.length * FEW_MARKED;
  const found = new Set<StorySignal>();
  for (const sentence of sentences) {
    const words = sentence.map((word) => read(word, unmarked));
    for (let at = 0; at < words.length; at += 1)
      for (const { signal, slots } of patterns) if (!found.has(signal) && fits(slots, words, at)) found.add(signal);
    if (found.size === storySignal.codes.length) break;
  }
  return storySignal.codes.filter((code) => found.has(code));
}

interface Word {
  readonly key: string;
  /** Without diacritics; empty in a story that has some. */
  readonly bare: string;
}

function read(typed: string, unmarked: boolean): Word {
  const short = typed.replaceAll(/(\p{L}\p{M}*)\1{2,}/gu, '$1');
  const word = chatSpellings[short] ?? short;
  return { key: wordKey(word), bare: unmarked ? fold(word) : '' };
}

function fits(slots: readonly Slot[], words: readonly Word[], start: number): boolean {
  let at = start;
  for (let slot = 0; slot < slots.length; slot += 1) {
    let wanted = slots[slot] as Slot;
    if (wanted !== '*') {
      if (!is(words[at], wanted)) return false;
      at += 1;
      continue;
    }
    slot += 1;
    wanted = slots[slot] as Exclude<Slot, '*'>;
    const last = Math.min(words.length, at + GAP + 1);
    while (at < last && !is(words[at], wanted)) at += 1;
    if (at === last) return false;
    at += 1;
  }
  return true;
}

function is(word: Word | undefined, { exact, bare }: Exclude<Slot, '*'>): boolean {
  return word !== undefined && (exact.has(word.key) || (word.bare !== '' && bare.has(word.bare)));
}
