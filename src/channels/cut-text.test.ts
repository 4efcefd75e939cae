import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cutText } from './cut-text.ts';

test('a short text is one message, whatever is in it', () => {
  expect(cutText('Em ơi. Cô nghe đây.', 100)).toEqual(['Em ơi. Cô nghe đây.']);
  expect(cutText('', 10)).toEqual(['']);
});

test('a long text is cut between paragraphs, else after a sentence, else between words, else between characters', () => {
  expect(cutText('Một hai ba.\n\nBốn năm. Sáu bảy.', 25)).toEqual(['Một hai ba.', 'Bốn năm. Sáu bảy.']);
  expect(cutText('Một hai ba. Bốn năm? Sáu bảy.', 20)).toEqual(['Một hai ba. Bốn năm?', 'Sáu bảy.']);
  expect(cutText('một hai ba bốn năm sáu', 12)).toEqual(['một hai ba', 'bốn năm sáu']);
  expect(cutText('aaaaaaaaaaaa', 5)).toEqual(['aaaaa', 'aaaaa', 'aa']);
  // A family of four is one character of eleven code units, and a letter with its marks is one too.
  expect(cutText('👨‍👩‍👧‍👦👨‍👩‍👧‍👦', 12)).toEqual(['👨‍👩‍👧‍👦', '👨‍👩‍👧‍👦']);
  expect(cutText('ê\u0301ê\u0301ê\u0301', 3)).toEqual(['ê\u0301', 'ê\u0301', 'ê\u0301']);
});

test('nothing but white space is lost, and no message is empty or too long', () => {
  const part = fc.constantFrom('một', 'câu. ', 'hỏi? ', '\n\n', ' ', '👨‍👩‍👧‍👦', 'e\u0301', '…”', 'dài'.repeat(9));
  fc.assert(
    fc.property(fc.array(part, { maxLength: 60 }), fc.integer({ min: 12, max: 60 }), (parts, most) => {
      const text = parts.join('');
      const cut = cutText(text, most);
      expect(cut.join('').replace(/\s/g, '')).toBe(text.replace(/\s/g, ''));
      for (const piece of cut) expect(piece.length).toBeLessThanOrEqual(most);
      if (cut.length > 1) expect(cut.every((piece) => piece.trim() !== '')).toBe(true);
    }),
  );
});
