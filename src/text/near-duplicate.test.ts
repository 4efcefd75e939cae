import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bandKeys, minHash, similarity } from './near-duplicate.ts';
import { normalise } from './normalise.ts';

const signature = (text: string) => minHash(normalise(text));
const notice =
  'Chiều thứ bảy câu lạc bộ thiếu nhi mở lớp vẽ tranh miễn phí tại nhà văn hoá, các bạn nhỏ nhớ mang theo bút màu và áo mưa nhé';

test('a copy in another dress is near: without diacritics, with a word more, with broken letters', () => {
  const original = signature(notice);
  for (const copy of [
    notice.normalize('NFD').replace(/\p{M}/gu, '').replaceAll('đ', 'd'),
    `${notice} 🙂🙂 nha`,
    notice.toUpperCase().replace('miễn phí', 'm.i.ễ.n phí'),
  ]) {
    const other = signature(copy);
    expect(similarity(original, other), copy).toBeGreaterThan(0.8);
    const keys = new Set(bandKeys(original));
    expect(bandKeys(other).some((key) => keys.has(key))).toBe(true);
  }
});

test('another text is far, and shares no band', () => {
  const other = signature('Sáng nay đội bóng của trường luyện tập trên sân mới, trận đấu bắt đầu lúc tám giờ');
  expect(similarity(signature(notice), other)).toBeLessThan(0.15);
  const keys = new Set(bandKeys(signature(notice)));
  expect(bandKeys(other).filter((key) => keys.has(key))).toEqual([]);
});

test('the estimate follows the true share of grams', () => {
  const grams = (text: string) => {
    const letters = normalise(text).stripped.replace(/[^a-z0-9]/g, '');
    return new Set(Array.from({ length: letters.length - 4 }, (_, at) => letters.slice(at, at + 5)));
  };
  const words = fc.array(fc.constantFrom(...notice.split(' ')), { minLength: 12, maxLength: 30 });
  let sum = 0;
  let pairs = 0;
  fc.assert(
    fc.property(words, words, (a, b) => {
      const [left, right] = [grams(a.join(' ')), grams(b.join(' '))];
      const shared = [...left].filter((gram) => right.has(gram)).length;
      const share = shared / (left.size + right.size - shared);
      sum += similarity(signature(a.join(' ')), signature(b.join(' '))) - share;
      pairs += 1;
    }),
    { seed: 7, numRuns: 300 },
  );
  expect(Math.abs(sum / pairs)).toBeLessThan(0.02);
});

test('sixteen keys that PostgreSQL can hold; a text without letters has none and is like nothing', () => {
  const keys = bandKeys(signature('ok'));
  expect(new Set(keys).size).toBe(16);
  for (const key of keys) expect(BigInt.asIntN(64, key)).toBe(key);
  expect(bandKeys(signature('🙂 !!!'))).toEqual([]);
  expect(similarity(signature(''), signature(''))).toBe(0);
});

test('a signature stays the same for ever: clusters are compared over months', () => {
  expect([...signature(notice)].slice(0, 4)).toMatchInlineSnapshot(`
    [
      58581296,
      16338848,
      114008317,
      2109001,
    ]
  `);
});
