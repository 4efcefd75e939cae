import { KIND, LETTER, STRIPPED } from './characters.ts';
import type { Judgement } from './model-backend.ts';
import { type NormalisedText, rawRange } from './normalise.ts';

/** A range of a raw text, in code units. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

export interface TaggerSettings {
  readonly label: string;
  readonly bits: number;
  readonly scale: number;
  readonly bias: number;
  /** Probability from which a word belongs to a span. */
  readonly threshold: number;
}

/** Words of a text that are looked at, and features of one word: its own, its neighbours', and the characters it is made of. */
const MOST_WORDS = 1_000;
const MOST_FEATURES = 160;

/** Features of the words of one text, as hashed places without weights; the arrays are used again for the next text. */
export class WordFeatures {
  /** Begin and end of each word in the normalised text. */
  readonly from = new Int32Array(MOST_WORDS);
  readonly to = new Int32Array(MOST_WORDS);
  readonly places = new Int32Array(MOST_FEATURES);
  count = 0;
  #text = '';
  #words = 0;
  readonly #marked = new Int32Array(MOST_WORDS);
  readonly #plain = new Int32Array(MOST_WORDS);
  readonly #mask: number;

  constructor(bits: number) {
    this.#mask = 2 ** bits - 1;
  }

  /** Finds the words of a text; returns how many. */
  open({ text }: NormalisedText): number {
    this.#text = text;
    this.#words = 0;
    let at = 0;
    while (at < text.length && this.#words < MOST_WORDS) {
      if (text.charCodeAt(at) === 32) {
        at += 1;
        continue;
      }
      const letters = isInWord(text.charCodeAt(at));
      this.from[this.#words] = at;
      let marked = 0x2545f491;
      let plain = 0x2545f491;
      while (at < text.length && text.charCodeAt(at) !== 32 && isInWord(text.charCodeAt(at)) === letters) {
        const unit = text.charCodeAt(at);
        marked = step(marked, unit);
        plain = step(plain, STRIPPED[unit] as number);
        at += 1;
      }
      this.to[this.#words] = at;
      this.#marked[this.#words] = marked;
      this.#plain[this.#words] = plain;
      this.#words += 1;
    }
    return this.#words;
  }

  /** Fills `places` and `count` for one word: its own features three times over in both views, with and between its neighbours. */
  at(word: number): void {
    this.count = 0;
    for (const view of [this.#plain, this.#marked]) {
      const hash = (place: number) => (place < 0 || place >= this.#words ? EDGE : (view[place] as number));
      const self = hash(word);
      const before = hash(word - 1);
      const after = hash(word + 1);
      this.#add(1, self);
      this.#add(2, before);
      this.#add(3, after);
      this.#add(4, step(before, self));
      this.#add(5, step(self, after));
      this.#add(6, step(step(before, self), after));
      this.#add(7, hash(word - 2));
      this.#add(8, hash(word + 2));
      this.#add(9, step(step(hash(word - 2), before), self));
      this.#add(10, step(step(self, after), hash(word + 2)));
    }
    const from = (this.from[word] as number) - 1;
    const to = this.to[word] as number;
    for (let begin = from; begin < to; begin += 1) {
      let marked = 0x1b873593;
      let plain = 0x1b873593;
      for (let i = begin; i <= Math.min(to, begin + 4); i += 1) {
        const unit = i === from || i === to ? 1 : this.#text.charCodeAt(i);
        marked = step(marked, unit);
        plain = step(plain, STRIPPED[unit] as number);
        if (i === begin) continue;
        this.#add(11, plain);
        if (marked !== plain) this.#add(11, marked);
      }
    }
  }

  #add(kind: number, hash: number): void {
    if (this.count >= MOST_FEATURES) return;
    let mixed = Math.imul(hash ^ Math.imul(kind, 0x9e3779b1), 0x85ebca6b);
    mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
    this.places[this.count] = (mixed ^ (mixed >>> 16)) & this.#mask;
    this.count += 1;
  }
}

const EDGE = 0x3c6ef372;
const isInWord = (unit: number) => KIND[unit] === LETTER || (unit >= 48 && unit <= 57);
const step = (hash: number, unit: number) => Math.imul(hash ^ unit, 0x01000193) ^ (hash >>> 15);

/** Marks the words of a text that a label is about: a logistic model over each word and its neighbours. */
export class SpanTagger {
  readonly label: string;
  readonly #settings: TaggerSettings;
  readonly #weights: Int8Array;
  readonly #words: WordFeatures;

  constructor(settings: TaggerSettings, weights: Int8Array) {
    this.label = settings.label;
    this.#settings = settings;
    this.#weights = weights;
    this.#words = new WordFeatures(settings.bits);
  }

  /** Spans of the raw text in order; words beside each other are one span, as sure as their mean. */
  tag(text: NormalisedText): Judgement['spans'] {
    const words = this.#words;
    const count = words.open(text);
    const found: { from: number; to: number; label: string; weight: number }[] = [];
    let first = -1;
    let sum = 0;
    for (let word = 0; word <= count; word += 1) {
      const weight = word < count ? this.#probability(word) : 0;
      if (weight >= this.#settings.threshold && word < count) {
        if (first < 0) first = word;
        sum += weight;
      } else if (first >= 0) {
        const range = rawRange(text, words.from[first] as number, words.to[word - 1] as number);
        found.push({ ...range, label: this.label, weight: sum / (word - first) });
        first = -1;
        sum = 0;
      }
    }
    return found;
  }

  #probability(word: number): number {
    this.#words.at(word);
    const { places, count } = this.#words;
    let sum = 0;
    for (let i = 0; i < count; i += 1) sum += this.#weights[places[i] as number] as number;
    return logistic((sum * this.#settings.scale) / Math.sqrt(count) + this.#settings.bias);
  }
}

export const logistic = (score: number): number => 1 / (1 + Math.exp(-score));

/**
 * How well found ranges cover the true ones, character by character (the measure of SemEval-2021 task 5): 2·|both| / (|found| + |true|),
 * 1 where both are empty. Ranges of one side must not overlap each other.
 */
export function characterF1(found: readonly Range[], truth: readonly Range[]): number {
  const length = (ranges: readonly Range[]) => ranges.reduce((sum, { from, to }) => sum + to - from, 0);
  const total = length(found) + length(truth);
  if (total === 0) return 1;
  let both = 0;
  for (const a of found) for (const b of truth) both += Math.max(0, Math.min(a.to, b.to) - Math.max(a.from, b.from));
  return (2 * both) / total;
}
