import { argon2, hkdfSync, randomBytes, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import { keyedDigest } from './blind-index.ts';
import type { Vault } from './vault.ts';

/** What somebody without an account keeps to come back: a locator that names the receipt and six words that open it. */
export interface Receipt {
  /** As in `7K3M-Q9XA`; not secret. */
  readonly locator: string;
  /** Six words of the list of 2,048, without accents: 66 bits. */
  readonly words: readonly string[];
}

export const RECEIPT_WORDS = 6;
const BITS_PER_WORD = 11;

/** Argon2id parameters, kept with each receipt. */
export interface Stretching {
  readonly memoryKib: number;
  readonly passes: number;
}

/**
 * 1 MiB and one pass, about 0.5 ms. A password needs a slow function because people choose guessable ones; these words
 * are 66 random bits, and without the vault's pepper no guess can be checked at all. Even with the pepper lost, 2^66
 * tries at 0.5 ms are some 1.2 thousand million core-years for one receipt, since each has its own salt. What a heavier
 * setting would buy is a desk that falls over when a school reports at once: at 46 MiB two cores take about 30 reports
 * a second.
 */
export const STRETCHING: Stretching = { memoryKib: 1_024, passes: 1 };

const derive = promisify(argon2);

/** What the words give after Argon2id; both branches below come from it, and it is never stored. */
export async function stretch(
  words: readonly string[],
  salt: Uint8Array,
  { memoryKib, passes }: Stretching,
): Promise<Buffer> {
  return derive('argon2id', {
    message: words.join(' '),
    nonce: salt,
    parallelism: 1,
    tagLength: 32,
    memory: memoryKib,
    passes,
  });
}

/** What is stored of the words: an HMAC under the vault's pepper, so that a stolen database tests no guess. */
export async function verifierOf(vault: Vault, stretched: Uint8Array): Promise<Buffer> {
  return keyedDigest(vault, 'receipt-pepper', stretched);
}

export function sameVerifier(stored: Uint8Array, computed: Uint8Array): boolean {
  return stored.length === computed.length && timingSafeEqual(stored, computed);
}

/**
 * The other branch: the secret that wraps the thread's key. It takes a pepper too, or a thief of the database could
 * test guesses on the wrap and pass the verifier by.
 */
export async function wrapSecretOf(vault: Vault, stretched: Uint8Array): Promise<Uint8Array> {
  return new Uint8Array(
    hkdfSync('sha256', stretched, await vault.derive('receipt-wrap-pepper'), 'la-chan/1|receipt-wrap', 32),
  );
}

/** What a new receipt is written with, beside its locator. */
export interface ReceiptSecrets {
  readonly salt: Buffer;
  readonly verifier: Buffer;
  /** Wraps the thread's key for whoever has the words. */
  readonly wrapSecret: Uint8Array;
}

/** What is stored of the words of a new receipt, under a salt of its own. */
export async function secretsOfWords(vault: Vault, words: readonly string[]): Promise<ReceiptSecrets> {
  const salt = randomBytes(16);
  const stretched = await stretch(words, salt, STRETCHING);
  return {
    salt,
    verifier: await verifierOf(vault, stretched),
    wrapSecret: await wrapSecretOf(vault, stretched),
  };
}

/** Six random words. The list has 2,048 of them. */
export function newReceiptWords(list: readonly string[]): string[] {
  return wordsOf(randomBytes(9), list);
}

/**
 * The words of a submission follow from its key and its body and the vault's secret: one that is sent twice, since the
 * answer was lost on the way, gets the same words again without their being stored anywhere.
 */
export async function wordsOfSubmission(
  vault: Vault,
  list: readonly string[],
  idempotencyKey: string,
  bodyDigest: Uint8Array,
): Promise<string[]> {
  return wordsOf(await keyedDigest(vault, 'receipt-words', idempotencyKey, '\0', bodyDigest), list);
}

/**
 * The words that the same submission got before, for as long as they still open its receipt.
 * @param lists every list that words were ever taken from, the present one first
 */
export async function sameWords(
  vault: Vault,
  lists: readonly (readonly string[])[],
  idempotencyKey: string,
  bodyDigest: Uint8Array,
  stored: Stretching & { readonly salt: Uint8Array; readonly verifier: Uint8Array },
): Promise<string[] | undefined> {
  for (const list of lists) {
    const words = await wordsOfSubmission(vault, list, idempotencyKey, bodyDigest);
    if (sameVerifier(stored.verifier, await verifierOf(vault, await stretch(words, stored.salt, stored)))) return words;
  }
  return undefined;
}

/** The first 66 bits as six numbers of eleven bits. */
function wordsOf(bytes: Uint8Array, list: readonly string[]): string[] {
  let bits = 0n;
  for (const byte of bytes.subarray(0, 9)) bits = (bits << 8n) | BigInt(byte);
  bits >>= BigInt(72 - RECEIPT_WORDS * BITS_PER_WORD);
  return Array.from({ length: RECEIPT_WORDS }, (_, index) => {
    const number = Number((bits >> BigInt((RECEIPT_WORDS - 1 - index) * BITS_PER_WORD)) & 2_047n);
    return list[number] as string;
  });
}
