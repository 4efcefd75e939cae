import { CHAT_SUM, chatSpellings } from './chat-spelling.ts';
import { fold } from './fold.pure.ts';

/** Of a hundred words, as many may have diacritics in a text that counts as typed without them. */
const FEW_MARKED = 0.05;
/** As many words a `*` of a phrase leaves room for. */
const GAP = 5;

/** Words that a text is read for. */
export interface Phrase<Code extends string> {
  readonly code: Code;
  /**
   * Words in their order. `a|b` is either word; `*` leaves room for up to five words of any kind. Written with diacritics,
   * a phrase is also found in a text that was typed without any.
   */
  readonly words: string;
  /** Found with its diacritics alone: without them it also means something else ("tự tử" and "từ từ"). */
  readonly marked?: true;
  /** Words that may not stand just before: "sợ muốn chết" is frightened, and "em đòi tiền" asks a parent. */
  readonly notAfter?: string;
}

/** One word of a phrase: what it may be, or room for a few of any kind. */
type Slot = WordSlot | '*';
type WordSlot = { readonly exact: ReadonlySet<string>; readonly bare: ReadonlySet<string> };

interface Pattern<Code> {
  readonly code: Code;
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

/**
 * A reader of texts for phrases: which codes the words of a text give, in the order of `codes`. Texts are read sentence by sentence,
 * with and without diacritics, in either place of the tone mark, in chat spellings, with letters drawn out and invisible characters
 * between them. Linear in the length of the text.
 */
export function phraseFinder<Code extends string>(
  codes: readonly Code[],
  phrases: readonly Phrase<Code>[],
): (text: string, typed?: { readonly unmarked: boolean }) => Code[] {
  const begins = beginnings(phrases);
  return (text, typed) => {
    const plain = text
      .normalize('NFKC')
      .replaceAll(/[\p{Cf}'’]/gu, '')
      .toLowerCase();
    const sentences = plain.split(/[.!?…;:\n]+/).map((one) => one.match(/[\p{L}\p{M}\p{N}]+/gu) ?? []);
    // A text says the same words again and again: each is read once.
    const times = new Map<string, number>();
    for (const word of sentences.flat()) times.set(word, (times.get(word) ?? 0) + 1);
    // "anh" in a text with diacritics is a brother; in one without it may be a picture.
    const unmarked = typed?.unmarked ?? isUnmarked(times);
    const readings = new Map([...times.keys()].map((word) => [word, read(word, unmarked)]));
    const found = new Set<Code>();
    for (const sentence of sentences) {
      findIn(
        sentence.map((word) => readings.get(word) as Word),
        begins,
        found,
      );
      if (found.size === codes.length) break;
    }
    return codes.filter((code) => found.has(code));
  };
}

interface Beginnings<Code> {
  readonly exact: ReadonlyMap<string, readonly Pattern<Code>[]>;
  readonly bare: ReadonlyMap<string, readonly Pattern<Code>[]>;
}

/** The phrases by the words they may begin with, as a word is compared, so that a word of a text asks only those. */
function beginnings<Code extends string>(phrases: readonly Phrase<Code>[]): Beginnings<Code> {
  const byKey = { exact: new Map<string, Pattern<Code>[]>(), bare: new Map<string, Pattern<Code>[]>() };
  for (const { code, words, marked, notAfter } of phrases) {
    const [first, ...rest] = words.split(' ').map((slot) => slotOf(slot, marked)) as [WordSlot, ...Slot[]];
    const pattern: Pattern<Code> = { code, rest, ...(notAfter && { notAfter: eitherOf(notAfter) }) };
    for (const spelling of ['exact', 'bare'] as const)
      for (const word of first[spelling]) byKey[spelling].set(word, [...(byKey[spelling].get(word) ?? []), pattern]);
  }
  return byKey;
}

function isUnmarked(times: ReadonlyMap<string, number>): boolean {
  let [all, withMarks] = [0, 0];
  for (const [word, count] of times) {
    all += count;
    if (fold(word) !== word) withMarks += count;
  }
  return withMarks <= all * FEW_MARKED;
}

function findIn<Code>(words: readonly Word[], begins: Beginnings<Code>, found: Set<Code>): void {
  for (const [at, { key, bare }] of words.entries()) {
    const begun = [...(begins.exact.get(key) ?? []), ...(bare === '' ? [] : (begins.bare.get(bare) ?? []))];
    for (const { code, rest, notAfter } of begun) {
      if (found.has(code) || (notAfter && is(words[at - 1], notAfter))) continue;
      if (fits(rest, words, at + 1)) found.add(code);
    }
  }
}

interface Word {
  readonly key: string;
  /** Without diacritics; empty in a text that has some. */
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
