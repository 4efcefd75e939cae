import { HashKernelError } from './errors.ts';

/** Bytes of one PDQ hash. */
export const HASH_BYTES = 32;

const DIGITS = '0123456789abcdef';
const PAIRS = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));
const VALUES = new Int8Array(128).fill(-1);
for (let value = 0; value < 16; value++) VALUES[DIGITS.charCodeAt(value)] = value;

/** Whether `text` is a PDQ hash in its one accepted text form: 64 lower-case hex digits. */
export function isHash(text: string): boolean {
  return text.length === 64 && /^[0-9a-f]{64}$/.test(text);
}

/**
 * The 32 bytes of a hash, in the order of its text. Upper case is refused rather than folded, so that a hash
 * has exactly one text form wherever texts are compared.
 * @throws HashKernelError `hash.not-64-lower-hex`
 */
export function hashToBytes(text: string, into: Uint8Array = new Uint8Array(HASH_BYTES), at = 0): Uint8Array {
  if (typeof text !== 'string' || text.length !== 64) throw notAHash();
  for (let i = 0; i < HASH_BYTES; i++) {
    const high = VALUES[text.charCodeAt(2 * i)] ?? -1;
    const low = VALUES[text.charCodeAt(2 * i + 1)] ?? -1;
    if (high < 0 || low < 0) throw notAHash();
    into[at + i] = (high << 4) | low;
  }
  return into;
}

/** The text form of the 32 bytes at `at`. */
export function hashToText(bytes: Uint8Array, at = 0): string {
  if (bytes.length < at + HASH_BYTES) {
    throw new HashKernelError('hash.not-32-bytes', 'a PDQ hash has 32 bytes');
  }
  let text = '';
  for (let i = at; i < at + HASH_BYTES; i++) text += PAIRS[bytes[i] as number];
  return text;
}

function notAHash(): HashKernelError {
  return new HashKernelError('hash.not-64-lower-hex', 'a PDQ hash is written as 64 lower-case hex digits');
}
