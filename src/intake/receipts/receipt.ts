import { createHash } from 'node:crypto';
import { ok, RECEIPT_WORDS, type Receipt, type Result, readCode } from '../../kernel/index.ts';
import {
  readPastedReceipt,
  readReceiptBoxes,
  readReceiptWord,
  readReceiptWords,
  receiptWords,
} from '../../vocabulary/index.ts';
import { refuse } from '../refusals.ts';

export type { Receipt };

/** Longest text that is read as words: six of them, numbered, with the locator and what stands around. */
export const WRITTEN_LIMIT = 1_000;

/**
 * A receipt as a person types or pastes it (vocabulary: read-receipt-words.ts). The words come in their boxes or as one text; a whole
 * card, with its locator, may stand in any of the fields. A word that is not on the list is told as such: that gives nothing away,
 * and spares a child a wrong try.
 * @returns `receipt.unreadable` (locator, or the number of words), `receipt.word-unknown` (field `words.N`, N from 0)
 */
export function readReceipt(locator: string, words: string | readonly string[]): Result<Receipt> {
  const fields = typeof words === 'string' ? [words] : words;
  if ([locator, ...fields].some((field) => field.length > WRITTEN_LIMIT)) return refuse('receipt.unreadable');
  for (const field of [...fields, locator]) {
    const card = readPastedReceipt(field);
    const code = readCode(locator) ?? readCode(card?.locator ?? '');
    if (card && code !== undefined) return ok({ locator: code, words: card.words });
  }
  const code = readCode(locator);
  if (code === undefined || fields.join('').trim() === '') return refuse('receipt.unreadable', { field: 'locator' });
  const read =
    typeof words === 'string' || words.length !== RECEIPT_WORDS
      ? readReceiptWords(fields.join(' '))
      : readReceiptBoxes(words);
  if ('unknown' in read) return refuse('receipt.word-unknown', { field: `words.${(read.unknown[0] ?? 1) - 1}` });
  if (read.words.length !== RECEIPT_WORDS)
    return refuse('receipt.unreadable', { field: 'words', facts: { words: RECEIPT_WORDS } });
  return ok({ locator: code, words: read.words });
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
  const position = (digest.readUInt8(0) % RECEIPT_WORDS) + 1;
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
  return readReceiptWord(chosen) === words[receiptQuiz(words).position - 1];
}
