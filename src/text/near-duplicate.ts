import { DIGIT, KIND, LETTER } from './characters.ts';
import type { NormalisedText } from './normalise.ts';

/** Values of a signature; rows and bands of the look-up. Two texts of similarity s share a band with probability 1-(1-s^4)^16. */
const VALUES = 64;
const ROWS = 4;
const GRAM = 5;
/** Grams that count; a signature of the first pages of a long post is enough to know its copies. */
const MOST_GRAMS = 4_000;

// Odd multipliers and addends of 64 independent hashes, from a fixed seed: signatures must be comparable for ever.
const multipliers = new Uint32Array(VALUES);
const addends = new Uint32Array(VALUES);
let seed = 0x9e3779b9;
for (let i = 0; i < VALUES; i += 1) {
  multipliers[i] = nextRandom() | 1;
  addends[i] = nextRandom();
}

function nextRandom(): number {
  seed = (seed + 0x6d2b79f5) | 0;
  let mixed = Math.imul(seed ^ (seed >>> 15), seed | 1);
  mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
  return (mixed ^ (mixed >>> 14)) >>> 0;
}

/**
 * MinHash signature over the character 5-grams of the letters and digits without diacritics; punctuation, case and spacing do not
 * count. 64 values; the part that two signatures share estimates the Jaccard similarity of their gram sets (Broder 1997).
 */
export function minHash(n: NormalisedText): Uint32Array {
  const signature = new Uint32Array(VALUES).fill(0xffffffff);
  const { stripped } = n;
  let grams = 0;
  let letters = 0;
  let [a, b, c, d] = [0, 0, 0, 0];
  for (let at = 0; at < stripped.length && grams < MOST_GRAMS; at += 1) {
    const unit = stripped.charCodeAt(at);
    if (KIND[unit] !== LETTER && KIND[unit] !== DIGIT) continue;
    letters += 1;
    if (letters >= GRAM) {
      add(signature, hashGram(a, b, c, d, unit));
      grams += 1;
    }
    [a, b, c, d] = [b, c, d, unit];
  }
  // Too short for a gram: the whole is one.
  if (grams === 0 && letters > 0) add(signature, hashGram(a, b, c, d, 0));
  return signature;
}

function hashGram(a: number, b: number, c: number, d: number, e: number): number {
  let hash = Math.imul(a, 0x01000193) ^ b;
  hash = Math.imul(hash, 0x85ebca6b) ^ c;
  hash = Math.imul(hash ^ (hash >>> 15), 0xc2b2ae35) ^ d;
  hash = Math.imul(hash ^ (hash >>> 13), 0x27d4eb2f) ^ e;
  hash = Math.imul(hash ^ (hash >>> 16), 0x165667b1);
  return hash ^ (hash >>> 15);
}

function add(signature: Uint32Array, gram: number): void {
  for (let i = 0; i < VALUES; i += 1) {
    const product = Math.imul(gram, multipliers[i] as number) + (addends[i] as number);
    // The high half of a product is the well-mixed one.
    const hash = (product ^ (product >>> 16)) >>> 0;
    if (hash < (signature[i] as number)) signature[i] = hash;
  }
}

/** 16 keys for an index (PostgreSQL bigint); texts that share one are candidates for `similarity`. Nothing for a text without letters. */
export function bandKeys(signature: Uint32Array): bigint[] {
  if (signature.every((value) => value === 0xffffffff)) return [];
  return Array.from({ length: VALUES / ROWS }, (_, band) => {
    let high = band + 1;
    let low = ~band;
    for (let row = 0; row < ROWS; row += 1) {
      const value = signature[band * ROWS + row] as number;
      high = Math.imul(high ^ value, 0x9e3779b1);
      high ^= high >>> 15;
      low = Math.imul(low ^ value ^ high, 0x85ebca77);
      low ^= low >>> 13;
    }
    return BigInt.asIntN(64, (BigInt(high >>> 0) << 32n) | BigInt(low >>> 0));
  });
}

/** Estimated Jaccard similarity of two texts, 0..1; two texts without letters are not alike. */
export function similarity(a: Uint32Array, b: Uint32Array): number {
  let same = 0;
  for (let i = 0; i < VALUES; i += 1) if (a[i] === b[i] && a[i] !== 0xffffffff) same += 1;
  return same / VALUES;
}
