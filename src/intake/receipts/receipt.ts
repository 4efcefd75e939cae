import { createHash } from 'node:crypto';
import { ok, RECEIPT_WORDS, type Receipt, type Result, readCode } from '../../kernel/index.ts';
import { readReceiptWords, receiptWords } from '../../vocabulary/index.ts';
import { refuse } from '../refusals.ts';

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
  if (list.length !== RECEIPT_WORDS)
    return refuse('receipt.unreadable', { field: 'words', facts: { words: RECEIPT_WORDS } });
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
  return readReceiptWords(chosen)?.[0] === words[receiptQuiz(words).position - 1];
}
