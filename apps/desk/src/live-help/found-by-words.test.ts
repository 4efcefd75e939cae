import { expect, test } from 'vitest';
import { foundByWords, slashAt } from './found-by-words.ts';

const titles = ['cam-on Cảm ơn em đã kể', 'an-toan Hỏi an toàn', 'chao Chào'];
const found = (typed: string) => foundByWords(titles, typed, (one) => one);

test('a few letters without diacritics find a sentence, and what begins with them stands first', () => {
  expect(found('hoi')).toEqual(['an-toan Hỏi an toàn']);
  expect(found('ảm ơ')).toEqual(['cam-on Cảm ơn em đã kể']);
  expect(found('a')[0]).toBe('an-toan Hỏi an toàn');
  expect(found('')).toEqual(titles);
  expect(found('xyz')).toEqual([]);
});

test('a stroke at the beginning of a word asks for a sentence; one in a date or an address does not', () => {
  expect(slashAt('/ch', 3)).toEqual({ from: 0, typed: 'ch' });
  expect(slashAt('Em ơi /an-to', 12)).toEqual({ from: 6, typed: 'an to' });
  expect(slashAt('24/11', 5)).toBeUndefined();
  expect(slashAt('/ch em', 6)).toBeUndefined();
  expect(slashAt('/chao', 2)).toEqual({ from: 0, typed: 'c' });
});
