/**
 * A pack: a lesson and a practice scene with their pictures as one HTML file, and one Ed25519 signature over its bytes. Any viewer shows
 * the file, without script and network; whoever has the house's key can check that nothing in it was changed since it was made. It is a
 * page and no archive because a telephone passes pages on to another, and archives it does not.
 *
 *     <!doctype html> …page… <!--la-chan-goi/1 {what it is}-->\n<!--la-chan-ky KEY SIGNATURE-->\n
 *
 * Signed are all bytes up to and without the last line. This file runs on the server and on the telephone alike, so it needs nothing.
 */

/** The most bytes of a pack. Source: issue 19, "App". */
export const PACK_BYTES = 2 * 1024 * 1024;
const FORMAT = 'la-chan-goi/1';
/** Bytes of a signature and of a public key of Ed25519 (RFC 8032). */
const SIGNATURE_BYTES = 64;
export const KEY_BYTES = 32;

/** What a pack says of itself. */
export interface PackFacts {
  /** Of its lesson: the last part of its address on the portal. */
  readonly id: string;
  readonly lang: 'vi' | 'en';
  readonly title: string;
  /** Code of the vocabulary's portal bands. */
  readonly band: string;
  /** Dates in Viet Nam, YYYY-MM-DD: when it was made, and the last day on which it is shown. */
  readonly made: string;
  readonly until: string;
  /** The host that made it. */
  readonly source: string;
  /** SHA-256 in hex of what two people approved, for each item in it. */
  readonly hashes: readonly string[];
}

/**
 * Why a file is not taken, in the order in which it is looked at: more than `PACK_BYTES`; no pack at all, or one that was cut off; a
 * pack of a form that this page does not know; signed by another key; changed after it was signed; past its last day.
 */
export type PackFault = 'too-large' | 'no-pack' | 'other-format' | 'other-key' | 'changed' | 'too-old';

export interface SplitPack {
  readonly facts: PackFacts;
  /** The bytes that the signature is over. */
  readonly signed: Uint8Array<ArrayBuffer>;
  /** The name of the key, 16 hexadecimal digits. */
  readonly key: string;
  readonly signature: Uint8Array<ArrayBuffer>;
}

const LAST_LINE = /\n<!--la-chan-ky ([0-9a-f]{16}) ([A-Za-z0-9+/]{86}==)-->\n?$/;
const FACTS = /<!--(la-chan-goi\/\d{1,4}) (\{[^\n]{1,4000}\})-->$/;
/** What stands in a comment must not end it: two hyphens come about in JSON in texts alone, where this spells one. */
const HYPHEN = '\\u002d';

/** The page with what it says of itself behind it: what is signed. @throws RangeError where the page is too large for a pack */
export function unsignedPack(page: string, facts: PackFacts): Uint8Array<ArrayBuffer> {
  const told = JSON.stringify(facts).replaceAll('-', HYPHEN);
  const bytes = new TextEncoder().encode(`${page.trimEnd()}\n<!--${FORMAT} ${told}-->`);
  // The last line takes 160 bytes at most.
  if (bytes.length + 160 > PACK_BYTES) throw new RangeError(`a pack of ${bytes.length} bytes`);
  return bytes;
}

/** The finished file. @param key as `keyName` gives it */
export function signedPack(unsigned: Uint8Array, key: string, signature: Uint8Array): Uint8Array<ArrayBuffer> {
  const last = new TextEncoder().encode(`\n<!--la-chan-ky ${key} ${toBase64(signature)}-->\n`);
  const file = new Uint8Array(unsigned.length + last.length);
  file.set(unsigned);
  file.set(last, unsigned.length);
  return file;
}

/** Takes a file apart; nothing of it is believed before its signature was checked. */
export function splitPack(file: Uint8Array): SplitPack | PackFault {
  if (file.length > PACK_BYTES) return 'too-large';
  let text: string;
  try {
    // A mark at the beginning is part of what was signed, and stays.
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(file);
  } catch {
    return 'no-pack';
  }
  const last = LAST_LINE.exec(text);
  if (last === null) return 'no-pack';
  const before = text.slice(0, last.index);
  const told = FACTS.exec(before);
  if (told === null) return 'no-pack';
  if (told[1] !== FORMAT) return 'other-format';
  const facts = readFacts(told[2] as string);
  const signature = fromBase64(last[2] as string);
  if (facts === undefined || signature?.length !== SIGNATURE_BYTES) return 'no-pack';
  return { facts, signed: new TextEncoder().encode(before), key: last[1] as string, signature };
}

/** Whether somebody may still read it. @param today a date in Viet Nam, YYYY-MM-DD */
export const isTooOld = ({ until }: Pick<PackFacts, 'until'>, today: string): boolean => until < today;

/** Where a telephone keeps it, below `/hoc/goi/giu/`. */
export const keptAs = ({ id, lang }: Pick<PackFacts, 'id' | 'lang'>): string => `${id}-${lang}`;

const DATE = /^\d{4}-\d{2}-\d{2}$/;

function readFacts(json: string): PackFacts | undefined {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    return undefined;
  }
  if (typeof value !== 'object' || value === null) return undefined;
  const { id, lang, title, band, made, until, source, hashes } = value as Record<string, unknown>;
  const fits =
    typeof id === 'string' &&
    /^[a-z2-7]{8}$/.test(id) &&
    (lang === 'vi' || lang === 'en') &&
    isText(title, 200) &&
    isText(band, 20) &&
    isText(source, 255) &&
    typeof made === 'string' &&
    DATE.test(made) &&
    typeof until === 'string' &&
    DATE.test(until) &&
    Array.isArray(hashes) &&
    hashes.length > 0 &&
    hashes.length <= 20 &&
    hashes.every((hash) => typeof hash === 'string' && /^[0-9a-f]{64}$/.test(hash));
  return fits ? { id, lang, title, band, made, until, source, hashes } : undefined;
}

const isText = (value: unknown, most: number): value is string =>
  typeof value === 'string' && value.length > 0 && value.length <= most;

export function toBase64(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes));
}

/** Undefined where it is no base64. */
export function fromBase64(text: string): Uint8Array<ArrayBuffer> | undefined {
  try {
    return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  } catch {
    return undefined;
  }
}
