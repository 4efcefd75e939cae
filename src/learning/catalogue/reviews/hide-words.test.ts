import { describe, expect, it } from 'vitest';
import { hideWords, unfoundWords } from './hide-words.ts';

describe('words that lead to a person', () => {
  it('are hidden as whole words wherever they stand, in capitals or not', () => {
    expect(hideWords('Bạn Lan Anh lớp em, lan  anh đó', 'Lan Anh')).toBe('Bạn ••• ••• lớp em, •••  ••• đó');
    expect(hideWords('Anh ấy và bạn An', 'An')).toBe('Anh ấy và bạn ••');
    expect(hideWords('a.b (c) a+b', 'a.b\n(c)')).toBe('••• ••• a+b');
  });

  it('are hidden beside what a machine hides, though it hides a part of them', () => {
    const hidden = hideWords('Gọi Lan 0912345678 nhé', 'Lan 0912345678 nhé');
    expect(hidden).toBe('Gọi ••• •••••••••• •••');
  });

  it('are told where they do not stand in the text, so that nobody believes them hidden', () => {
    expect(unfoundWords('Bạn Lan Anh', 'Lan Anh\n\nLam')).toEqual(['Lam']);
    expect(unfoundWords('Bạn Lan Anh', '')).toEqual([]);
  });
});
