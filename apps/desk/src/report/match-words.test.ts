import { describe, expect, test } from 'vitest';
import { firstMatch, matches } from './match-words.ts';

const kinds = ['Phát tán hình ảnh', 'Đe dọa tống tiền', 'Bắt nạt trên mạng', 'Dụ dỗ, hẹn gặp'].map((label) => ({
  label,
}));

describe('what was typed', () => {
  test.each([
    ['bn', 'Bắt nạt trên mạng'],
    ['b n', 'Bắt nạt trên mạng'],
    ['đe', 'Đe dọa tống tiền'],
    ['ddtt', 'Đe dọa tống tiền'],
    ['mang', 'Bắt nạt trên mạng'],
    ['hẹn', 'Dụ dỗ, hẹn gặp'],
    ['inh a', 'Phát tán hình ảnh'],
  ])('%s means %s', (typed, label) => {
    expect(firstMatch(kinds, typed)?.label).toBe(label);
    expect(matches(label, typed)).toBe(true);
  });

  test.each(['', '  ', 'xyz'])('%j means nothing', (typed) => {
    expect(firstMatch(kinds, typed)).toBeUndefined();
  });
});
