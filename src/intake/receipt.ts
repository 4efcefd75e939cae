import { argon2, createHash, createHmac, hkdfSync, randomBytes, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import { ok, type Result, type Vault } from '../kernel/index.ts';
import { readReceiptWords, receiptWords } from '../vocabulary/index.ts';
import { refuse } from './refusals.ts';
import { readCode } from './report-code.ts';

/** What a reporter keeps: a locator that names the receipt and six words that open it. */
export interface Receipt {
  /** As in `7K3M-Q9XA`; not secret. */
  readonly locator: string;
  /** Six words of the list of 2,048, without accents: 66 bits. */
  readonly words: readonly string[];
}

export const WORDS = 6;
const BITS_PER_WORD = 11;

/** Argon2id parameters, kept with each receipt. */
export interface Stretching {
  readonly memoryKib: number;
  readonly passes: number;
}

/**
 * 2 MiB and one pass, about 1.6 ms. A password needs a slow function because people choose guessable ones; these words
 * are 66 random bits, and without the vault's pepper no guess can be checked at all. Even with the pepper lost, 2^66
 * tries at 1.6 ms are some 3.7 thousand million core-years for one receipt, since each has its own salt. What a heavier
 * setting would buy is a desk that falls over when a school reports at once: at 46 MiB two cores take about 30 reports
 * a second.
 */
export const STRETCHING: Stretching = { memoryKib: 2_048, passes: 1 };

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
  return createHmac('sha256', await vault.derive('receipt-pepper'))
    .update(stretched)
    .digest();
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

/** Six random words. */
export function newWords(): string[] {
  return wordsOf(randomBytes(9));
}

/**
 * The words of a filing follow from its key and its body and the vault's secret: a submission that is sent twice, since
 * the answer was lost on the way, gets the same words again without their being stored anywhere.
 */
export async function wordsOfFiling(vault: Vault, idempotencyKey: string, bodyDigest: Uint8Array): Promise<string[]> {
  return wordsOf(
    createHmac('sha256', await vault.derive('receipt-words'))
      .update(idempotencyKey)
      .update('\0')
      .update(bodyDigest)
      .digest(),
  );
}

/** The first 66 bits as six numbers of eleven bits. */
function wordsOf(bytes: Uint8Array): string[] {
  let bits = 0n;
  for (const byte of bytes.subarray(0, 9)) bits = (bits << 8n) | BigInt(byte);
  bits >>= BigInt(72 - WORDS * BITS_PER_WORD);
  return Array.from({ length: WORDS }, (_, index) => {
    const number = Number((bits >> BigInt((WORDS - 1 - index) * BITS_PER_WORD)) & 2_047n);
    return receiptWords[number] as string;
  });
}

/**
 * A receipt as a person types it: any case, accents or none, spaces and dashes anywhere. The words may come as one text.
 * A word that is not on the list is told as such: that gives nothing away, and spares a child a wrong try.
 */
export function readReceipt(locator: string, words: string | readonly string[]): Result<Receipt> {
  const code = readCode(locator);
  const written = typeof words === 'string' ? words : words.join(' ');
  if (code === undefined || written.trim() === '' || written.length > 400) return refuse('receipt.unreadable');
  const list = readReceiptWords(written);
  if (list === undefined) return refuse('receipt.word-unknown', { field: 'words' });
  if (list.length !== WORDS) return refuse('receipt.unreadable', { field: 'words', facts: { words: WORDS } });
  return ok({ locator: code, words: list });
}

/** What the page asks before it goes on, so that nobody leaves without having kept the words. */
export interface ReceiptQuiz {
  /** 1 to 6: "which is your third word?" */
  readonly position: number;
  /** Four words, one of them right. */
  readonly choices: readonly string[];
}

/**
 * The question for a receipt. It depends on the words alone, so that a reload or a second answer sees the same one,
 * and the wrong choices are no words of this receipt.
 */
export function receiptQuiz(words: readonly string[]): ReceiptQuiz {
  const digest = createHash('sha256').update('la-chan receipt quiz').update(words.join(' ')).digest();
  const position = (digest.readUInt8(0) % WORDS) + 1;
  const right = words[position - 1] as string;
  const others: string[] = [];
  for (let offset = 1; others.length < 3; offset += 2) {
    const word = receiptWords[(digest.readUInt16BE(offset % 28) + offset) % receiptWords.length] as string;
    if (!words.includes(word) && !others.includes(word)) others.push(word);
  }
  others.splice(digest.readUInt8(31) % 4, 0, right);
  return { position, choices: others };
}

/** Whether the chosen word is the asked one. */
export function quizPassed(words: readonly string[], chosen: string): boolean {
  return readReceiptWords(chosen)?.[0] === words[receiptQuiz(words).position - 1];
}
