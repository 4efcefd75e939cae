import { describe, expect, it } from 'vitest';
import { hideWords, unfoundWords } from './hide-words.ts';

describe('words that lead to a person', () => {
  it('are hidden as they are named, and in other capitals where they do not stand so', () => {
    expect(hideWords('Bạn Lan Anh lớp em', 'Lan Anh')).toBe('Bạn ••• ••• lớp em');
    expect(hideWords('Bạn LAN  Anh lớp em', 'lan anh')).toBe('Bạn •••  ••• lớp em');
    expect(hideWords('Bạn An muốn an toàn', 'An')).toBe('Bạn •• muốn an toàn');
    expect(hideWords('a.b (c) a+b', 'a.b\n(c)')).toBe('••• ••• a+b');
  });

  it('are told where they do not stand in the text, so that nobody believes them hidden', () => {
    expect(unfoundWords('Bạn Lan Anh', 'Lan Anh\n\nLam')).toEqual(['Lam']);
    expect(unfoundWords('Bạn Lan Anh', '')).toEqual([]);
  });
});
