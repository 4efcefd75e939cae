import { fold } from '../language/fold.ts';
import { CHAT_SUM, chatSpellings, type StorySignal, storyPhrases, storySignal } from './story-signal.ts';

/** Of a hundred words, as many may have diacritics in a story that counts as typed without them. */
const FEW_MARKED = 0.05;
/** As many words a `*` of a phrase leaves room for. */
const GAP = 5;

/** One word of a phrase: what it may be, or room for a few of any kind. */
type Slot = WordSlot | '*';
type WordSlot = { readonly exact: ReadonlySet<string>; readonly bare: ReadonlySet<string> };

interface Pattern {
  readonly signal: StorySignal;
  /** What the words after the first may be. */
  readonly rest: readonly Slot[];
  /** What the word before it may not be. */
  readonly notAfter?: WordSlot;
}

const TONES = /[\u0300\u0301\u0303\u0309\u0323]/g;

/** A word with its tone mark at the end, so that the two spellings of it ("dọa", "doạ") are one. */
function wordKey(word: string): string {
  const apart = word.replaceAll(/['’]/g, '').normalize('NFD');
  const tones = apart.match(TONES)?.join('') ?? '';
  return apart.replace(TONES, '') + tones;
}

function eitherOf(words: string, marked?: true): WordSlot {
  const either = words.split('|');
  return { exact: new Set(either.map(wordKey)), bare: new Set(marked ? [] : either.map(fold)) };
}

const slotOf = (slot: string, marked?: true): Slot => (slot === '*' ? '*' : eitherOf(slot, marked));

/** The phrases by the words they may begin with, as a word is compared, so that a word of a story asks only those. */
const [beginning, beginningBare] = (() => {
  const byKey: Record<'exact' | 'bare', Map<string, Pattern[]>> = { exact: new Map(), bare: new Map() };
  for (const { signal, words, marked, notAfter } of storyPhrases) {
    const [first, ...rest] = words.split(' ').map((slot) => slotOf(slot, marked)) as [WordSlot, ...Slot[]];
    const pattern: Pattern = { signal, rest, ...(notAfter && { notAfter: eitherOf(notAfter) }) };
    for (const spelling of ['exact', 'bare'] as const)
      for (const word of first[spelling]) byKey[spelling].set(word, [...(byKey[spelling].get(word) ?? []), pattern]);
  }
  return [byKey.exact, byKey.bare];
})();

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
  // A story says the same words again and again: each is read once.
  const times = new Map<string, number>();
  for (const word of sentences.flat()) times.set(word, (times.get(word) ?? 0) + 1);
  let [all, withMarks] = [0, 0];
  for (const [word, count] of times) {
    all += count;
    if (fold(word) !== word) withMarks += count;
  }
  // "anh" in a story with diacritics is a brother; in one without it may be a picture.
  const unmarked = withMarks <= all * FEW_MARKED;
  const readings = new Map([...times.keys()].map((word) => [word, read(word, unmarked)]));
  const found = new Set<StorySignal>();
  for (const sentence of sentences) {
    const words = sentence.map((word) => readings.get(word) as Word);
    for (const [at, { key, bare }] of words.entries()) {
      const begun = [...(beginning.get(key) ?? []), ...(bare === '' ? [] : (beginningBare.get(bare) ?? []))];
      for (const { signal, rest, notAfter } of begun) {
        if (found.has(signal) || (notAfter && is(words[at - 1], notAfter))) continue;
        if (fits(rest, words, at + 1)) found.add(signal);
      }
    }
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
  const word = CHAT_SUM.test(typed) ? 'triệu' : (chatSpellings[short] ?? short);
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
    wanted = slots[slot] as WordSlot;
    const last = Math.min(words.length, at + GAP + 1);
    while (at < last && !is(words[at], wanted)) at += 1;
    if (at === last) return false;
    at += 1;
  }
  return true;
}

function is(word: Word | undefined, { exact, bare }: WordSlot): boolean {
  return word !== undefined && (exact.has(word.key) || (word.bare !== '' && bare.has(word.bare)));
}
