import { createHash } from 'node:crypto';

/** A recorded voice of one part of a text, as it is kept; the bytes lie in an evidence file. */
export interface SpokenText {
  readonly id: string;
  readonly object: string;
  /** Of the words that were spoken. */
  readonly textDigest: Buffer;
  readonly soundDigest: Buffer;
  readonly file: string;
  readonly mediaType: string;
  readonly size: number;
  readonly milliseconds: number;
  readonly putBy: string;
  readonly putAt: Date;
}

/** SHA-256 of words as they are spoken. */
export function spokenDigest(words: string): Buffer {
  return createHash('sha256').update(words.normalize('NFC'), 'utf8').digest();
}
