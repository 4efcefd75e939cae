import fc from 'fast-check';
import { expect, test } from 'vitest';
import { gainOf } from './class-gain.ts';

const round = (answered: number, ...rightly: readonly number[]) => ({
  answered,
  questions: rightly.map((right, at) => ({ question: `q-${at}`, answered, rightly: right })),
});

test('a class that answers much better is said to, one that answers a little better is not', () => {
  expect(gainOf(round(30, 10, 12, 9), round(30, 26, 27, 25))).toBe('more');
  expect(gainOf(round(30, 15, 15, 15), round(30, 17, 16, 18))).toBe('unsure');
  expect(gainOf(round(30, 26, 27, 25), round(30, 10, 12, 9))).toBe('less');
});

test('as Newcombe reckons it: 56 of 70 against 48 of 80 is a difference from 0.0524 to 0.3339', () => {
  // Newcombe 1998, Statistics in Medicine 17, table II (a), method 10.
  expect(gainOf(round(80, 48), round(70, 56))).toBe('more');
  expect(gainOf(round(80, 56), round(70, 56))).toBe('unsure');
});

test('nothing is said of fewer than ten, of a question that few answered, or of other questions', () => {
  expect(gainOf(round(9, 1), round(30, 30))).toBeNull();
  expect(gainOf(round(30, 1), round(9, 9))).toBeNull();
  expect(gainOf(round(30, 1), { answered: 30, questions: [{ question: 'q-0', answered: 4, rightly: 4 }] })).toBeNull();
  expect(
    gainOf(round(30, 1), { answered: 30, questions: [{ question: 'q-9', answered: 30, rightly: 30 }] }),
  ).toBeNull();
  expect(gainOf(round(30), round(30))).toBeNull();
});

test('two rounds alike are never said to differ, and turned round the word turns', () => {
  const sums = fc.integer({ min: 10, max: 60 }).chain((n) => fc.nat({ max: n }).map((right) => round(n, right)));
  const turned = { more: 'less', less: 'more', unsure: 'unsure' } as const;
  fc.assert(
    fc.property(sums, sums, (first, later) => {
      expect(gainOf(first, first)).toBe('unsure');
      const [there, back] = [gainOf(first, later), gainOf(later, first)];
      expect(back).toBe(there === null ? null : turned[there]);
    }),
  );
});
