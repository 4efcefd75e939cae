import { KIND, LETTER, STRIPPED } from './characters.ts';
import type { NormalisedText } from './normalise.ts';

/** How a text becomes numbers. Part of a model's file: weights mean nothing under another scheme. */
export interface FeatureScheme {
  /** Features are hashed into 2^bits places. */
  readonly bits: number;
  /** Longest run of words that is one feature. */
  readonly words: number;
  /** Shortest and longest run of characters inside a word (its edges counted) that is one feature. */
  readonly shortest: number;
  readonly longest: number;
}

export const FEATURE_SCHEME: FeatureScheme = { bits: 19, words: 2, shortest: 2, longest: 4 };

/** Characters of a text that features are taken from: what a post says is said by then. */
const MOST_CHARACTERS = 4_000;
const TABLE = 2 ** 17;
const MASK = TABLE - 1;
/** So that the table never fills. */
const MOST_FEATURES = TABLE / 2;

/**
 * The hashed features of one text, in arrays that are used again for the next: `places[i]` with weight `values[i]` for `i < count`.
 * Words (one or two in a row) and characters (two to four in a row inside a word, its edges counted), of both views: a run with diacritics counts as it stands and as
 * it is without them, a run without any counts once. So a text that lost its diacritics keeps half of what it said with them, and all of
 * it in the view that both share. Weights are 1 + ln(times), scaled so that characters are of length 1 and words of half of it: runs of
 * words are rare, and what is rare is learnt by heart too easily (measured on held-out rows).
 */
export class FeatureExtractor {
  readonly places = new Int32Array(MOST_FEATURES);
  readonly values = new Float32Array(MOST_FEATURES);
  count = 0;
  readonly #scheme: FeatureScheme;
  readonly #mask: number;
  readonly #table = new Int32Array(TABLE);
  readonly #slots = new Int32Array(MOST_FEATURES);
  readonly #marked = new Int32Array(MOST_CHARACTERS + 1);
  readonly #plain = new Int32Array(MOST_CHARACTERS + 1);

  constructor(scheme: FeatureScheme = FEATURE_SCHEME) {
    this.#scheme = scheme;
    this.#mask = 2 ** scheme.bits - 1;
  }

  extract(n: NormalisedText): void {
    this.#clear();
    const words = this.#characters(n.text);
    const characters = this.count;
    this.#weigh(0, characters, 1);
    this.#words(words);
    this.#weigh(characters, this.count, WORDS_LENGTH);
  }

  #clear(): void {
    for (let i = 0; i < this.count; i += 1) this.#table[this.#slots[i] as number] = 0;
    this.count = 0;
  }

  /** Runs of characters inside each word; leaves the words' own hashes behind. Returns how many words. */
  #characters(text: string): number {
    const { shortest, longest } = this.#scheme;
    const end = Math.min(text.length, MOST_CHARACTERS);
    let words = 0;
    let at = 0;
    while (at < end) {
      const begin = at;
      if (text.charCodeAt(at) === 32) {
        at += 1;
        continue;
      }
      const letters = isInWord(text.charCodeAt(at));
      while (at < end && text.charCodeAt(at) !== 32 && isInWord(text.charCodeAt(at)) === letters) at += 1;
      // A word with its two edges: places begin - 1 and at stand for them.
      let whole = WORD_SEED;
      let wholePlain = WORD_SEED;
      for (let i = begin; i < at; i += 1) {
        const unit = text.charCodeAt(i);
        whole = step(whole, unit);
        wholePlain = step(wholePlain, STRIPPED[unit] as number);
      }
      this.#marked[words] = whole;
      this.#plain[words] = wholePlain;
      words += 1;
      for (let from = begin - 1; from < at; from += 1) {
        let marked = GRAM_SEED;
        let plain = GRAM_SEED;
        let differs = false;
        const stop = Math.min(at, from + longest - 1);
        for (let i = from; i <= stop; i += 1) {
          const unit = i < begin || i === at ? EDGE : text.charCodeAt(i);
          const base = STRIPPED[unit] as number;
          if (base !== unit) differs = true;
          marked = step(marked, unit);
          plain = step(plain, base);
          const length = i - from + 1;
          // One letter between two edges is the word itself; an edge alone is nothing.
          if (length < shortest) continue;
          this.#add(finish(plain));
          if (differs) this.#add(finish(marked));
        }
      }
    }
    return words;
  }

  #words(count: number): void {
    for (let first = 0; first < count; first += 1) {
      let marked = RUN_SEED;
      let plain = RUN_SEED;
      const end = Math.min(count, first + this.#scheme.words);
      for (let i = first; i < end; i += 1) {
        marked = step(marked, this.#marked[i] as number);
        plain = step(plain, this.#plain[i] as number);
        this.#add(finish(plain));
        if (marked !== plain) this.#add(finish(marked));
      }
    }
  }

  #add(hash: number): void {
    if (this.count >= MOST_FEATURES) return;
    const place = hash & this.#mask;
    let slot = Math.imul(place, 0x9e3779b1) >>> 15;
    for (;;) {
      const entry = this.#table[slot] as number;
      if (entry === 0) {
        this.#table[slot] = this.count + 1;
        this.#slots[this.count] = slot;
        this.places[this.count] = place;
        this.values[this.count] = 1;
        this.count += 1;
        return;
      }
      if (this.places[entry - 1] === place) {
        (this.values[entry - 1] as number) += 1;
        return;
      }
      slot = (slot + 1) & MASK;
    }
  }

  #weigh(from: number, to: number, length: number): void {
    let squares = 0;
    for (let i = from; i < to; i += 1) {
      const times = this.values[i] as number;
      const weight = times === 1 ? 1 : 1 + Math.log(times);
      this.values[i] = weight;
      squares += weight * weight;
    }
    const scale = squares === 0 ? 0 : length / Math.sqrt(squares);
    for (let i = from; i < to; i += 1) (this.values[i] as number) *= scale;
  }
}

const WORDS_LENGTH = 0.5;
const EDGE = 1;
const WORD_SEED = 0x2545f491;
const GRAM_SEED = 0x1b873593;
const RUN_SEED = 0x3c6ef372;

const isInWord = (unit: number) => KIND[unit] === LETTER || (unit >= 48 && unit <= 57);
const step = (hash: number, unit: number) => Math.imul(hash ^ unit, 0x01000193) ^ (hash >>> 15);

function finish(hash: number): number {
  let mixed = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return mixed ^ (mixed >>> 16);
}
