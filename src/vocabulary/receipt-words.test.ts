import { describe, expect, it } from 'vitest';
import { blockedWords, readReceiptWords, receiptWordIndex, receiptWords, spellReceiptWord } from './index.ts';

describe('receipt words', () => {
  it('are 2,048 short words of plain letters in alphabetical order', () => {
    expect(receiptWords.length).toBe(2048);
    expect(new Set(receiptWords).size).toBe(2048);
    for (const word of receiptWords) expect(word).toMatch(/^[a-z]{2,6}$/);
    expect([...receiptWords].sort()).toEqual(receiptWords);
  });

  it('differ by more than i and y', () => {
    expect(new Set(receiptWords.map((w) => w.replaceAll('y', 'i'))).size).toBe(2048);
  });

  it('hold none of the blocked words', () => {
    const list = new Set(receiptWords);
    for (const [reason, words] of Object.entries(blockedWords)) {
      expect(words.length).toBeGreaterThan(30);
      expect([reason, words.filter((w) => list.has(w))]).toEqual([reason, []]);
    }
  });

  it('read back from speech and paper, each in one way', () => {
    receiptWords.forEach((word, i) => {
      expect(receiptWordIndex(word)).toBe(i);
      expect(readReceiptWords(spellReceiptWord(word))).toEqual([word]);
    });
    const all = receiptWords.map(spellReceiptWord).join(' ');
    expect(readReceiptWords(all)).toEqual(receiptWords);
  });

  it('forgive case, accents and separators, and refuse a word that is not theirs', () => {
    expect(readReceiptWords('Mèo NÂU – xanh')).toEqual(['meonau', 'xanh']);
    expect(readReceiptWords('meo-nau, xanh')).toEqual(['meonau', 'xanh']);
    expect(readReceiptWords('meonau xanh')).toEqual(['meonau', 'xanh']);
    expect(readReceiptWords('xanh meo')).toBeUndefined();
    expect(readReceiptWords('password')).toBeUndefined();
    expect(readReceiptWords('')).toEqual([]);
  });
});
