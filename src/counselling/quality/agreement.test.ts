import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { agreement } from './agreement.ts';

/** Krippendorff (2011), section C: two observers, ten units, two answers. */
const two = [
  [0, 1],
  [1, 1],
  [0, 1],
  [0, 0],
  [0, 0],
  [0, 1],
  [0, 0],
  [0, 0],
  [1, 0],
  [0, 0],
];
/** Section D: four observers, twelve units, five answers, some missing. */
const four = [
  [1, 1, 1],
  [2, 2, 3, 2],
  [3, 3, 3, 3],
  [3, 3, 3, 3],
  [2, 2, 2, 2],
  [1, 2, 3, 4],
  [4, 4, 4, 4],
  [1, 1, 2, 1],
  [2, 2, 2, 2],
  [5, 5, 5],
  [1, 1],
  [3],
];

describe('how far observers agree', () => {
  it('is as the published examples say', () => {
    expect(agreement(two, 'nominal')).toBeCloseTo(0.095, 3);
    expect(agreement(four, 'nominal')).toBeCloseTo(0.743, 3);
    expect(agreement(four, 'ordinal')).toBeCloseTo(0.815, 3);
  });

  it('is undefined where nothing can be said', () => {
    expect(agreement([], 'ordinal')).toBeUndefined();
    expect(agreement([[1], [2]], 'ordinal')).toBeUndefined();
    expect(
      agreement(
        [
          [1, 1],
          [1, 1],
        ],
        'nominal',
      ),
    ).toBeUndefined();
  });

  it('is 1 for full agreement, never more, and does not depend on the order of observers or units', () => {
    const units = fc.array(fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 2, maxLength: 4 }), {
      minLength: 2,
      maxLength: 20,
    });
    fc.assert(
      fc.property(units, fc.constantFrom('nominal', 'ordinal'), (some, scale) => {
        const alpha = agreement(some, scale);
        const turned = agreement(
          [...some].reverse().map((answers) => [...answers].reverse()),
          scale,
        );
        if (alpha === undefined) expect(turned).toBeUndefined();
        else {
          expect(turned).toBeCloseTo(alpha, 9);
          expect(alpha).toBeLessThanOrEqual(1);
        }
        const alike = agreement(
          some.map((answers) => answers.map(() => answers[0] as number)),
          scale,
        );
        if (alike !== undefined) expect(alike).toBe(1);
      }),
    );
  });
});
