import { expect, test } from 'vitest';
import { inboundText } from './inbound-text.ts';

test('words stay as they are, composed, with their lines', () => {
  expect(inboundText('Em ca\u0302\u0300n giu\u0301p\r\nnhe\u0301 👧🏽 ', 100)).toEqual({
    text: 'Em cần giúp\nnhé 👧🏽',
    shortened: false,
  });
});

test('a million combining marks on one letter become a letter with a few', () => {
  const { text, shortened } = inboundText(`a${'\u0301\u0323'.repeat(500_000)} chào`, 20_000);
  expect(text.length).toBeLessThan(20);
  expect(shortened).toBe(true);
  const few = inboundText(`a${'\u0301\u0323'.repeat(5_000)} chào`, 20_000);
  expect(few.text.endsWith(' chào')).toBe(true);
  expect(few.text.normalize('NFD').match(/\p{M}/gu)?.length).toBeLessThan(12);
});

test('control characters go, half a character becomes a replacement', () => {
  expect(inboundText('a\u0000b\u001b[31m\ud83d', 100).text).toBe('ab[31m\ufffd');
});

test('what is too long is cut between characters, and said', () => {
  expect(inboundText('👧'.repeat(10), 4)).toEqual({ text: '👧👧👧👧', shortened: true });
  expect(inboundText('👧'.repeat(4), 4)).toEqual({ text: '👧👧👧👧', shortened: false });
});
