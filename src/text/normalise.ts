import {
  compose,
  DIGIT,
  DROP,
  FOLDED,
  foldCharacter,
  foldSeveral,
  KIND,
  LETTER,
  MARK,
  SEVERAL,
  STRIPPED,
} from './characters.ts';
import { isSyllable, SYLLABLE_MOST } from './syllable.ts';
import { TEENCODE } from './teencode.ts';

/** Raised whenever the same raw text may come out differently: models name the version they were trained on. */
export const NORMALISER_VERSION = 'vi-2';

/** Code units of the normalised text; what comes after is left out and said (`truncated`). */
export const MAX_CHARS = 16_384;
/** Code units of the raw text that are looked at. More than MAX_CHARS, because marks and invisible characters fall away. */
const MAX_RAW = 65_536;
/** A run without any break longer than this is no word of a language; it is left out and noted. */
const LONGEST_RUN = 1_000;

/** What was done to a text, once each; a reader of a judgement sees from it how the text was disguised. */
export type NormaliseNote =
  | 'INVISIBLE_REMOVED'
  | 'DECORATION_REMOVED'
  | 'LOOK_ALIKES'
  | 'LEET'
  | 'SEPARATORS'
  | 'REPEATS'
  | 'ABBREVIATIONS'
  | 'LONG_RUN'
  | 'TRUNCATED';

/** A text as rules and models read it. Indices are UTF-16 code units. */
export interface NormalisedText {
  /** As it was given, whole. */
  readonly raw: string;
  /** NFC, lower case, single spaces, de-obfuscated, with diacritics; at most MAX_CHARS. */
  readonly text: string;
  /** `text` without diacritics, of the same length, so that `offsets` serve both. */
  readonly stripped: string;
  /** Index in `text` -> index in `raw`; one more than `text` has, never falling. All characters of a rewritten word point to its begin. */
  readonly offsets: Int32Array;
  readonly truncated: boolean;
  readonly notes: readonly NormaliseNote[];
}

const units = new Uint16Array(MAX_RAW + 64);
const origins = new Int32Array(MAX_RAW + 65);
const outOrigins = new Int32Array(MAX_CHARS + 1);

const WORD = 0;
const BLANK = 1;
const SIGN = 2;

/** A word, a blank or anything else, with the place in the folded text that it stands for. */
interface Piece {
  kind: typeof WORD | typeof BLANK | typeof SIGN;
  text: string;
  readonly from: number;
  to: number;
}

/**
 * Undoes what hides a Vietnamese text from a reader of words: composition, width, case, look-alikes, invisible characters, digits and
 * signs for letters, separators inside words, repeated letters, the two ways to place a tone mark, and everyday abbreviations.
 * Total, in linear time, and idempotent on `text`: normalising `text` again gives `text`.
 */
export function normalise(raw: string): NormalisedText {
  const notes = new Set<NormaliseNote>();
  const length = foldCharacters(raw, notes);
  const pieces = toPieces(length, notes);
  joinSpacedLetters(pieces, notes);
  return written(raw, pieces, notes);
}

/** The range of `raw` that a range of `text` came from; never empty for a range that is not. */
export function rawRange(n: NormalisedText, from: number, to: number): { readonly from: number; readonly to: number } {
  const start = n.offsets[from] as number;
  let end = to;
  while (end < n.text.length && (n.offsets[end] as number) <= start) end += 1;
  return { from: start, to: n.offsets[end] as number };
}

/** Fills `units` and `origins`; returns how many. */
function foldCharacters(raw: string, notes: Set<NormaliseNote>): number {
  const most = Math.min(raw.length, MAX_RAW);
  if (raw.length > MAX_RAW) notes.add('TRUNCATED');
  let length = 0;
  let at = 0;
  for (; at < most && length < MAX_RAW; at += 1) {
    const unit = raw.charCodeAt(at);
    const folded = FOLDED[unit] as number;
    if (folded > SEVERAL) {
      if (folded !== unit && unit > 127 && KIND[folded] === LETTER && STRIPPED[unit] === unit) noteFold(unit, notes);
      units[length] = folded;
      origins[length] = at;
      length += 1;
    } else if (folded === MARK) {
      const before = length === 0 ? 32 : (units[length - 1] as number);
      const made = KIND[before] === LETTER ? compose(before, unit) : compose(32, unit);
      if (made === DROP) notes.add('DECORATION_REMOVED');
      else if (made === MARK) {
        units[length] = unit;
        origins[length] = at;
        length += 1;
      } else units[length - 1] = made;
    } else if (folded === SEVERAL) length = push(foldSeveral(unit), at, length);
    else if (unit >= 0xd800 && unit < 0xdc00 && isLow(raw.charCodeAt(at + 1))) {
      const pair = raw.slice(at, at + 2);
      const shown = foldCharacter(pair);
      if (shown !== pair) notes.add(shown === '' ? 'INVISIBLE_REMOVED' : 'LOOK_ALIKES');
      length = push(shown, at, length);
      at += 1;
    } else notes.add('INVISIBLE_REMOVED');
  }
  origins[length] = Math.min(at, raw.length);
  return length;
}

const isLow = (unit: number) => unit >= 0xdc00 && unit < 0xe000;

/** Capitals of the Vietnamese alphabet are no disguise. */
function noteFold(unit: number, notes: Set<NormaliseNote>): void {
  const small = String.fromCharCode(unit).toLowerCase().charCodeAt(0);
  if (FOLDED[small] !== small) notes.add('LOOK_ALIKES');
}

function push(text: string, origin: number, length: number): number {
  let end = length;
  for (let i = 0; i < text.length && end < MAX_RAW; i += 1) {
    units[end] = text.charCodeAt(i);
    origins[end] = origin;
    end += 1;
  }
  return end;
}

/** Signs that stand between the letters of a word to break it. Commas and the like stand between words. */
const SEPARATORS = new Set([..."._-*'·•~\\+^`|="].map((sign) => sign.charCodeAt(0)));
const AT = 64;
const DOLLAR = 36;
const LEET: Readonly<Record<string, string>> = {
  '0': 'o',
  '1': 'i',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  '8': 'b',
  '9': 'g',
  '@': 'a',
  $: 's',
};
/** Addresses stand as they are written: nothing in them is a disguised word, and a detail or a link may be found by them. */
const VERBATIM = /:\/\/|^www\.|[\w.+-]@[\w-]+\.[a-z]|[a-z0-9]\.(?:com|vn|net|org|me|info|io|tv)(?![a-z])/;
const DOT = 46;
const COLON = 58;

function toPieces(length: number, notes: Set<NormaliseNote>): Piece[] {
  const text = textOf(units, length);
  const pieces: Piece[] = [];
  let at = 0;
  while (at < length) {
    if (units[at] === 32) {
      const from = at;
      while (units[at] === 32 && at < length) at += 1;
      if (pieces.length > 0 && at < length) pieces.push({ kind: BLANK, text: ' ', from, to: at });
      continue;
    }
    const from = at;
    let address = false;
    for (; at < length && units[at] !== 32; at += 1) {
      const unit = units[at];
      if (unit === AT || unit === COLON || (unit === DOT && at + 1 < length && inWord(units[at + 1] as number)))
        address = true;
    }
    const run = address && at - from <= LONGEST_RUN ? text.slice(from, at) : '';
    if (VERBATIM.test(run)) pieces.push({ kind: SIGN, text: run, from, to: at });
    else splitRun(text, from, at, pieces, notes);
  }
  return pieces;
}

/** Splits what stands between two blanks into words and signs, and takes separators out of words. */
function splitRun(text: string, from: number, to: number, pieces: Piece[], notes: Set<NormaliseNote>): void {
  let at = from;
  let chain: Piece[] = [];
  while (at < to) {
    const end = wordEnd(at, to);
    if (end > at) {
      const word: Piece = { kind: WORD, text: cleanWord(text.slice(at, end), notes, at === from), from: at, to: end };
      at = end;
      const last = chain.length > 0 && isWord(word.text);
      if (last) chain.push(word);
      else {
        closeChain(chain, pieces, notes);
        chain = [word];
      }
      if (isWord(word.text) && at + 1 < to && SEPARATORS.has(units[at] as number) && inWord(units[at + 1] as number)) {
        chain.push({ kind: SIGN, text: text[at] as string, from: at, to: at + 1 });
        at += 1;
      } else {
        closeChain(chain, pieces, notes);
        chain = [];
      }
      continue;
    }
    closeChain(chain, pieces, notes);
    chain = [];
    let stop = at + 1;
    while (stop < to && units[stop] === units[at]) stop += 1;
    // Three of a sign say as much as thirty.
    const shown = Math.min(stop - at, 3);
    if (shown < stop - at) notes.add('REPEATS');
    pieces.push({ kind: SIGN, text: text.slice(at, at + shown), from: at, to: stop });
    at = stop;
  }
  closeChain(chain, pieces, notes);
}

const inWord = (unit: number) => KIND[unit] === LETTER || KIND[unit] === DIGIT;

/** End of the word that begins here, `at` where none does. A sign for a letter belongs to the word that it stands inside. */
function wordEnd(at: number, to: number): number {
  let end = at;
  while (end < to) {
    const sign = units[end] as number;
    if (inWord(sign)) end += 1;
    else if (end > at && (sign === AT || sign === DOLLAR)) {
      const after = end + (units[end + 1] === sign ? 2 : 1);
      if (after >= to || !inWord(units[after] as number)) break;
      end = after;
    } else break;
  }
  return end;
}

function cleanWord(word: string, notes: Set<NormaliseNote>, first = false): string {
  let repeats = false;
  let letters = true;
  let before = 0;
  for (let i = 0; i < word.length; i += 1) {
    const unit = word.charCodeAt(i);
    const base = STRIPPED[unit] as number;
    if (KIND[unit] !== LETTER) letters = false;
    else if (base === before) repeats = true;
    before = base;
  }
  let clean = word;
  if (!letters) {
    clean = readLeet(word, first);
    if (clean !== word) notes.add('LEET');
    repeats = true;
  }
  if (repeats) {
    const shorter = withoutRepeats(clean);
    if (shorter !== clean) notes.add('REPEATS');
    clean = shorter;
  }
  return placeTone(clean);
}

/** Digits and signs for letters, where letters around them say so: "c0n", "b@n", "ch0", but neither "2h30" nor "4g". */
function readLeet(word: string, firstOfRun: boolean): string {
  let read = '';
  let at = 0;
  while (at < word.length) {
    let end = at;
    while (end < word.length && KIND[word.charCodeAt(end)] !== LETTER) end += 1;
    if (end === at) {
      read += word[at];
      at += 1;
      continue;
    }
    const run = word.slice(at, end);
    const inside = at > 0 && end < word.length;
    const few = run.length === 1 || (run.length === 2 && (run[0] === run[1] || /\D/.test(run)));
    read += inside && few ? [...run].map((sign) => LEET[sign] ?? sign).join('') : run;
    at = end;
  }
  // A word without a vowel cannot be one: the digit at its edge is the vowel.
  const first = read[0] as string;
  if (firstOfRun && /^[034]\p{L}{2,}/u.test(read) && !hasVowel(read)) read = LEET[first] + read.slice(1);
  if (/[034]$/.test(read) && isWord(read.slice(-3, -1)) && read.length > 2 && !hasVowel(read))
    read = read.slice(0, -1) + LEET[read.at(-1) as string];
  return read;
}

function hasVowel(word: string): boolean {
  for (let i = 0; i < word.length; i += 1) if (isVowel(STRIPPED[word.charCodeAt(i)] as number)) return true;
  return false;
}

const isVowel = (base: number) =>
  base === 97 || base === 101 || base === 105 || base === 111 || base === 117 || base === 121;
const SMALL_U = 117;

/**
 * A letter three times or more is one ("vuiii", "quáaa"), and so is a doubled one at the end, where no Vietnamese word has any; the ưu of
 * "cứu" stays. A word of one letter alone keeps two, so that laughter ("kkk") does not turn into an abbreviation.
 */
function withoutRepeats(word: string): string {
  let short = '';
  let at = 0;
  while (at < word.length) {
    const unit = word.charCodeAt(at);
    const base = STRIPPED[unit] as number;
    let end = at + 1;
    while (end < word.length && STRIPPED[word.charCodeAt(end)] === base) end += 1;
    const times = end - at;
    const whole = times === word.length;
    const last = end === word.length && times === 2 && base !== SMALL_U;
    if (KIND[unit] !== LETTER || times === 1) short += word.slice(at, end);
    else if (whole) short += word.slice(at, at + 2);
    else if (base === SMALL_U && unit !== SMALL_U && word.charCodeAt(at + 1) === SMALL_U)
      short += word.slice(at, at + 2);
    else if (times > 2 || last) short += marked(word, at, end);
    else short += word.slice(at, end);
    at = end;
  }
  return short;
}

function marked(word: string, from: number, to: number): string {
  for (let i = from; i < to; i += 1) if (STRIPPED[word.charCodeAt(i)] !== word.charCodeAt(i)) return word[i] as string;
  return word[from] as string;
}

const TONES: ReadonlyMap<string, string> = new Map([
  ...pairs('oà oá oả oã oạ', 'òa óa ỏa õa ọa'),
  ...pairs('oè oé oẻ oẽ oẹ', 'òe óe ỏe õe ọe'),
  ...pairs('uỳ uý uỷ uỹ uỵ', 'ùy úy ủy ũy ụy'),
]);
const AFTER_Q: ReadonlyMap<string, string> = new Map(pairs('ùy úy ủy ũy ụy', 'uỳ uý uỷ uỹ uỵ'));

function pairs(from: string, to: string): [string, string][] {
  const targets = to.split(' ');
  return from.split(' ').map((one, i) => [one, targets[i] as string]);
}

/** "hoà" and "hòa" are one word in two spellings. */
function placeTone(word: string): string {
  const end = word.length;
  if (end < 2) return word;
  const last = STRIPPED[word.charCodeAt(end - 1)] as number;
  if (last !== 97 && last !== 101 && last !== 121) return word;
  if (word.charCodeAt(end - 1) < 128 && word.charCodeAt(end - 2) < 128) return word;
  const table = word[end - 3] === 'q' ? AFTER_Q : TONES;
  const placed = table.get(word.slice(-2));
  return placed === undefined ? word : word.slice(0, -2) + placed;
}

function isWord(text: string): boolean {
  for (let i = 0; i < text.length; i += 1) if (KIND[text.charCodeAt(i)] !== LETTER) return false;
  return true;
}

const strip = (word: string): string => {
  let plain = '';
  for (let i = 0; i < word.length; i += 1) plain += String.fromCharCode(STRIPPED[word.charCodeAt(i)] as number);
  return plain;
};
const reads = (word: string) => word.length <= SYLLABLE_MOST && isSyllable(strip(word));

/** Word, separator, word, ...: single letters are one word; otherwise two parts join where only together they are a syllable, or one is a letter. */
function closeChain(chain: Piece[], pieces: Piece[], notes: Set<NormaliseNote>): void {
  const [first] = chain;
  if (first === undefined) return;
  if (chain.length === 1) {
    pieces.push(first);
    return;
  }
  // A separator before something that is no word after all.
  const rest = chain.at(-1)?.kind === SIGN ? chain.splice(-1) : [];
  for (const piece of withoutSeparators(chain, notes)) pieces.push(piece);
  for (const piece of rest) pieces.push(piece);
}

function withoutSeparators(chain: readonly Piece[], notes: Set<NormaliseNote>): Piece[] {
  const [first] = chain as [Piece];
  const words = chain.filter((piece) => piece.kind === WORD);
  if (words.length > 1 && words.every((word) => word.text.length === 1)) {
    notes.add('SEPARATORS');
    const text = cleanWord(words.map((word) => word.text).join(''), notes);
    return [{ kind: WORD, text, from: first.from, to: (words.at(-1) as Piece).to }];
  }
  const done: Piece[] = [];
  for (const piece of chain) {
    done.push(piece);
    while (done.length >= 3 && piece.kind === WORD) {
      const [left, , right] = done.slice(-3) as [Piece, Piece, Piece];
      const both = left.text + right.text;
      const alone = left.text.length > 1 && right.text.length > 1 && reads(left.text) && reads(right.text);
      if (alone || !reads(both)) break;
      notes.add('SEPARATORS');
      done.length -= 3;
      done.push({ kind: WORD, text: cleanWord(both, notes), from: left.from, to: right.to });
    }
  }
  // What stays a separator stands at the end of a word and not inside one.
  return done.flatMap((piece) =>
    piece.kind === SIGN ? [piece, { kind: BLANK, text: ' ', from: piece.to, to: piece.to }] : [piece],
  );
}

/** "n g ô n": at least three single letters in a row that make a syllable, the longest first. */
function joinSpacedLetters(pieces: Piece[], notes: Set<NormaliseNote>): void {
  const single = (piece: Piece | undefined) =>
    piece !== undefined && piece.kind === WORD && piece.text.length === 1 && isWord(piece.text);
  let kept = 0;
  for (let at = 0; at < pieces.length; ) {
    let joined = 0;
    if (single(pieces[at]) && pieces[at + 1]?.kind === BLANK && single(pieces[at + 2])) {
      let word = (pieces[at] as Piece).text;
      for (let next = 2; word.length < SYLLABLE_MOST && pieces[at + next - 1]?.kind === BLANK; next += 2) {
        if (!single(pieces[at + next])) break;
        word += (pieces[at + next] as Piece).text;
        if (word.length >= 3 && reads(word)) joined = next;
      }
    }
    if (joined === 0) {
      pieces[kept] = pieces[at] as Piece;
      at += 1;
    } else {
      notes.add('SEPARATORS');
      const parts = pieces.slice(at, at + joined + 1);
      const text = parts.map((piece) => (piece.kind === WORD ? piece.text : '')).join('');
      const { from } = parts[0] as Piece;
      pieces[kept] = { kind: WORD, text: cleanWord(text, notes), from, to: (parts.at(-1) as Piece).to };
      at += joined + 1;
    }
    kept += 1;
  }
  pieces.length = kept;
}

function written(raw: string, pieces: readonly Piece[], notes: Set<NormaliseNote>): NormalisedText {
  let text = '';
  let blank: Piece | undefined;
  let end = 0;
  for (const piece of pieces) {
    if (piece.kind === BLANK) {
      blank = piece;
      continue;
    }
    let shown = piece.text;
    if (piece.kind === WORD) {
      const meaning = TEENCODE.get(shown);
      if (meaning !== undefined) {
        shown = meaning;
        notes.add('ABBREVIATIONS');
      }
    }
    if (shown.length > LONGEST_RUN) {
      notes.add('LONG_RUN');
      blank ??= piece;
      continue;
    }
    const between = blank !== undefined && text !== '';
    if (text.length + shown.length + (between ? 1 : 0) > MAX_CHARS) {
      notes.add('TRUNCATED');
      break;
    }
    if (between) {
      outOrigins[text.length] = origins[(blank as Piece).from] as number;
      text += ' ';
    }
    blank = undefined;
    const { from, to } = piece;
    const straight = shown.length === to - from;
    for (let i = 0; i < shown.length; i += 1)
      outOrigins[text.length + i] = origins[straight ? from + i : from] as number;
    text += shown;
    end = to;
  }
  outOrigins[text.length] = text === '' ? 0 : endOf(raw, end);
  for (let i = 0; i < text.length; i += 1) units[i] = STRIPPED[text.charCodeAt(i)] as number;
  return {
    raw,
    text,
    stripped: textOf(units, text.length),
    offsets: outOrigins.slice(0, text.length + 1),
    truncated: notes.has('TRUNCATED'),
    notes: [...notes],
  };
}

/** Index in `raw` behind the folded character before `end`: what fell away after it (marks, invisible characters) is not part of it. */
function endOf(raw: string, end: number): number {
  const begin = origins[end - 1] as number;
  const next = origins[end] as number;
  return next > begin ? next : Math.min(raw.length, begin + 1);
}

function textOf(from: Uint16Array, length: number): string {
  let text = '';
  // An argument list has its limits.
  for (let at = 0; at < length; at += 8_192)
    text += String.fromCharCode.apply(null, from.subarray(at, Math.min(length, at + 8_192)) as unknown as number[]);
  return text;
}
