import fc from 'fast-check';
import { expect, it } from 'vitest';
import { distributionOf } from './distribution.pure.ts';

const EDGES = [0, 6, 24];

it('says by when a tenth, half and nine tenths were done, and that it is not known where they never were', () => {
  const ten = [1, 2, 3, 4, 5, 6, 7, 8, 30, Number.POSITIVE_INFINITY];
  expect(distributionOf(ten, EDGES)).toEqual({
    count: 10,
    p10: 1,
    p50: 5,
    p90: 30,
    notDone: 1,
    bins: [
      { from: 0, to: 6, count: 5 },
      { from: 6, to: 24, count: 3 },
      { from: 24, to: null, count: 1 },
    ],
  });
  expect(distributionOf([1, Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY], EDGES)).toMatchObject({
    p10: 1,
    p50: null,
    p90: null,
  });
  expect(distributionOf([], EDGES)).toMatchObject({ count: 0, p10: null, p50: null, p90: null, notDone: 0 });
});

it('counts each once, whatever the order', () => {
  fc.assert(
    fc.property(
      fc.array(fc.oneof(fc.double({ min: 0, max: 1e6, noNaN: true }), fc.constant(Number.POSITIVE_INFINITY))),
      (values) => {
        const found = distributionOf(values, EDGES);
        expect(found.bins.reduce((sum, { count }) => sum + count, found.notDone)).toBe(values.length);
        expect(found).toEqual(distributionOf(values.toReversed(), EDGES));
        expect((found.p10 ?? Number.POSITIVE_INFINITY) <= (found.p50 ?? Number.POSITIVE_INFINITY)).toBe(true);
      },
    ),
  );
});
