import { createHash, hkdfSync } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { Ctx, Kernel } from '../../kernel/index.ts';
import { receiptWords } from '../../vocabulary/index.ts';
import { quizPassed, readReceipt, receiptQuiz, WRITTEN_LIMIT } from './receipt.ts';
import {
  isSessionToken,
  newSessionToken,
  receiptCookieName,
  SESSION_IDLE,
  SESSION_LIFE,
  sessionSecret,
  sessionTokenHash,
} from './receipt-session.ts';
import { beginWordsTry, FREE_TRIES } from './wrong-tries.ts';

const words = receiptWords.slice(100, 106);
const LOCATOR = '7K3M-Q9XA';

function read(locator: string, written: string | readonly string[]) {
  const result = readReceipt(locator, written);
  return result.ok ? result.value : [result.refusal.code, result.refusal.field, result.refusal.facts];
}

describe('a receipt as somebody writes it', () => {
  const receipt = { locator: LOCATOR, words };

  test('is read from its boxes, from one line, and from a pasted card in any field', () => {
    expect(read(LOCATOR, words)).toEqual(receipt);
    expect(read('7k3m q9xa', words.join(' '))).toEqual(receipt);
    const card = `${LOCATOR}\n${words.map((word, place) => `${place + 1}. ${word}`).join('\n')}`;
    expect(read('', card)).toEqual(receipt);
    expect(read(card, '')).toEqual(receipt);
    expect(read(LOCATOR, ['', card, '', '', '', ''])).toEqual(receipt);
    // As many fields as there may be, and words in one of them.
    expect(read(LOCATOR, [...words, ''])).toEqual(receipt);
    expect(read(LOCATOR, [words.slice(0, 3).join(' '), words.slice(3).join(' ')])).toEqual(receipt);
  });

  test('without a locator, or without any word, is unreadable there', () => {
    expect(read('', words)).toEqual(['receipt.unreadable', 'locator', undefined]);
    expect(read('no locator', words)).toEqual(['receipt.unreadable', 'locator', undefined]);
    expect(read(LOCATOR, '')).toEqual(['receipt.unreadable', 'locator', undefined]);
    expect(read(LOCATOR, ['', ' ', '', '', '', ''])).toEqual(['receipt.unreadable', 'locator', undefined]);
  });

  test('with a word that is not on the list says which; with too few says how many there are', () => {
    expect(read(LOCATOR, words.with(2, 'zzzzqq'))).toEqual(['receipt.word-unknown', 'words.2', undefined]);
    expect(read(LOCATOR, words.with(0, 'zzzzqq'))).toEqual(['receipt.word-unknown', 'words.0', undefined]);
    expect(read(LOCATOR, words.slice(1).join(' '))).toEqual(['receipt.unreadable', 'words', { words: 6 }]);
  });

  test('is read up to its length and not beyond it, in any field', () => {
    const padded = (length: number) => words.join(' ').padEnd(length, ' ');
    expect(read(LOCATOR, padded(WRITTEN_LIMIT))).toEqual(receipt);
    expect(read(LOCATOR, padded(WRITTEN_LIMIT + 1))).toEqual(['receipt.unreadable', undefined, undefined]);
    expect(read(LOCATOR.padEnd(WRITTEN_LIMIT + 1, ' '), words)).toEqual(['receipt.unreadable', undefined, undefined]);
    expect(read(LOCATOR, words.with(5, 'x'.repeat(WRITTEN_LIMIT + 1)))[0 as never]).toBe('receipt.unreadable');
  });
});

describe('the question after a filing', () => {
  test('is the same for the same words, has one right choice among four, and asks for every place', () => {
    const positions = new Set<number>();
    const places = new Set<number>();
    for (let from = 0; from < 300; from += 1) {
      const own = receiptWords.slice(from * 6, from * 6 + 6);
      const quiz = receiptQuiz(own);
      expect(receiptQuiz(own)).toEqual(quiz);
      const right = own[quiz.position - 1] as string;
      expect([quiz.choices.length, new Set(quiz.choices).size]).toEqual([4, 4]);
      expect(quiz.choices.filter((word) => own.includes(word))).toEqual([right]);
      for (const choice of quiz.choices) expect([choice, quizPassed(own, choice)]).toEqual([choice, choice === right]);
      positions.add(quiz.position);
      places.add(quiz.choices.indexOf(right));
    }
    expect([...positions].sort()).toEqual([1, 2, 3, 4, 5, 6]);
    expect([...places].sort()).toEqual([0, 1, 2, 3]);
    expect(quizPassed(words, '')).toBe(false);
  });

  test('follows from the words by a digest of them, so that an upgrade asks the same', () => {
    const digest = createHash('sha256').update('la-chan receipt quiz').update(words.join(' ')).digest();
    expect(receiptQuiz(words).position).toBe(((digest[0] as number) % 6) + 1);
    expect(receiptQuiz(words).choices.indexOf(words[receiptQuiz(words).position - 1] as string)).toBe(
      (digest[31] as number) % 4,
    );
  });
});

describe('an opened receipt', () => {
  test('rests fifteen minutes, lives thirty, and its cookie is bound to the host under https', () => {
    expect([SESSION_IDLE, SESSION_LIFE]).toEqual([900_000, 1_800_000]);
    expect(receiptCookieName({ publicProtocol: 'https' })).toBe('__Host-lachan-receipt');
    expect(receiptCookieName({ publicProtocol: 'http' })).toBe('lachan_receipt');
  });

  test('has a token of 256 bits; its hash and its secret say nothing of each other', () => {
    const token = newSessionToken();
    expect([isSessionToken(token), Buffer.from(token, 'base64url').length]).toEqual([true, 32]);
    expect(newSessionToken()).not.toBe(token);
    for (const wrong of [
      '',
      token.slice(1),
      `${token}A`,
      `${token.slice(1)}=`,
      `${token.slice(1)}\n`,
      ` ${token.slice(1)}`,
    ])
      expect([wrong, isSessionToken(wrong)]).toEqual([wrong, false]);
    const [hash, secret] = [sessionTokenHash(token), Buffer.from(sessionSecret(token))];
    expect([hash.length, secret.length, hash.equals(secret)]).toEqual([32, 32, false]);
    expect(sessionTokenHash(token)).toEqual(hash);
    expect(Buffer.from(sessionSecret(token))).toEqual(secret);
    const other = newSessionToken();
    expect(sessionTokenHash(other)).not.toEqual(hash);
    expect(Buffer.from(sessionSecret(other))).not.toEqual(secret);
    expect(hash).not.toEqual(createHash('sha256').update(token).digest());
    // What opened a wrap yesterday opens it after an upgrade.
    const derived = hkdfSync('sha256', Buffer.from(token, 'base64url'), '', 'la-chan/1|receipt-session', 32);
    expect(secret).toEqual(Buffer.from(derived));
  });
});

describe('who tries wrong words', () => {
  const START = Date.parse('2026-11-24T02:00:00Z');
  /** One process with its own counts; a look at the clock and the address is all that is asked of the context. */
  function process() {
    const kernel = {} as Kernel;
    return (locator: string, at: number, address: string | undefined = '203.0.113.1') =>
      beginWordsTry({ kernel, now: new Date(START + at), ...(address && { address }) } as Ctx, locator);
  }
  const waits = (outcome: ReturnType<typeof beginWordsTry>) => (typeof outcome === 'number' ? outcome : 0);

  test('waits after five on one receipt, longer each time, a minute at most', () => {
    const attempt = process();
    for (let tries = 0; tries < FREE_TRIES; tries += 1) expect(waits(attempt('A', 0))).toBe(0);
    let now = 0;
    for (const seconds of [1, 2, 4, 8, 16, 32, 60, 60]) {
      expect([seconds, waits(attempt('A', now))]).toEqual([seconds, seconds * 1_000]);
      expect(waits(attempt('A', now + seconds * 1_000 - 1))).toBe(1);
      now += seconds * 1_000;
      expect(waits(attempt('A', now))).toBe(0);
    }
  });

  test('waits after twenty on any receipts, and another address does not', () => {
    const attempt = process();
    for (let tries = 0; tries < 20; tries += 1) expect(waits(attempt(`L${tries}`, 0))).toBe(0);
    expect(waits(attempt('new', 0))).toBe(1_000);
    expect(waits(attempt('new', 0, '203.0.113.2'))).toBe(0);
    expect(waits(attempt('L1', 0, '203.0.113.2'))).toBe(0);
  });

  test('is forgotten after an hour without a try, and not before', () => {
    const attempt = process();
    for (let tries = 0; tries < 12; tries += 1) attempt('A', tries * 61_000);
    const last = 11 * 61_000;
    // Within the hour one more wrong try waits at once; after it there are five again.
    expect(waits(attempt('A', last + 3_600_000 - 1))).toBe(0);
    expect(waits(attempt('A', last + 3_600_000 - 1))).toBe(60_000);
    const later = last + 3_600_000 - 1 + 3_600_000;
    for (let tries = 0; tries < FREE_TRIES; tries += 1) expect(waits(attempt('A', later))).toBe(0);
    expect(waits(attempt('A', later))).toBe(1_000);
  });

  test('has not tried wrongly where the words were right', () => {
    const attempt = process();
    for (let tries = 0; tries < 100; tries += 1) {
      const outcome = attempt('A', 0);
      expect(typeof outcome).toBe('object');
      if (typeof outcome === 'object') outcome.right();
    }
    for (let tries = 0; tries < FREE_TRIES; tries += 1) expect(waits(attempt('A', 0))).toBe(0);
    expect(waits(attempt('A', 0))).toBe(1_000);
  });

  test('counts while it is being looked at, so that tries all at once do not outrun their count', () => {
    const attempt = process();
    const open = Array.from({ length: FREE_TRIES }, () => attempt('A', 0));
    expect(waits(attempt('A', 0))).toBe(1_000);
    for (const one of open) if (typeof one === 'object') one.right();
    expect(waits(attempt('A', 0))).toBe(0);
  });

  test('is nobody where no address is known: a job, a command', () => {
    const kernel = {} as Kernel;
    const attempt = () => beginWordsTry({ kernel, now: new Date(START) } as Ctx, 'A');
    for (let tries = 0; tries < 50; tries += 1) {
      const outcome = attempt();
      expect(typeof outcome).toBe('object');
      if (tries % 2 === 0 && typeof outcome === 'object') outcome.right();
    }
  });

  test('does not wait for another address whose digits and locator only read alike', () => {
    const attempt = process();
    for (let tries = 0; tries < FREE_TRIES; tries += 1) attempt('1A', 0, '203.0.113.1');
    expect(waits(attempt('1A', 0, '203.0.113.1'))).toBe(1_000);
    expect(waits(attempt('A', 0, '203.0.113.11'))).toBe(0);
  });

  test('whose address has just tried is kept longer than one that has not', () => {
    const attempt = process();
    const waiting = (address: string) => {
      for (let tries = 0; tries < FREE_TRIES; tries += 1) attempt('A', 0, address);
    };
    waiting('first');
    waiting('second');
    expect(waits(attempt('A', 1_000, 'first'))).toBe(0);
    for (let others = 0; others < 24_999; others += 1) attempt('B', 1_000, `o${others}`);
    expect(waits(attempt('A', 1_000, 'first'))).toBe(2_000);
    // The second begins anew: five tries again.
    for (let tries = 0; tries < FREE_TRIES; tries += 1) expect(waits(attempt('A', 1_000, 'second'))).toBe(0);
  });

  test('is kept in counts of a bounded number: the oldest begins anew', () => {
    const attempt = process();
    for (let tries = 0; tries < FREE_TRIES; tries += 1) attempt('A', 0, 'oldest');
    expect(waits(attempt('A', 0, 'oldest'))).toBe(1_000);
    // Two counts for each address; the pair and the address of the oldest are the first to go.
    for (let others = 0; others < 24_999; others += 1) attempt('B', 0, `o${others}`);
    expect(waits(attempt('A', 0, 'oldest'))).toBe(1_000);
    attempt('B', 0, 'one more');
    expect(waits(attempt('A', 0, 'oldest'))).toBe(0);
  });
});
