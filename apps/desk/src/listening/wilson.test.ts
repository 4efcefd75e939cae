import { describe, expect, test } from 'vitest';
import { wilson } from './wilson.ts';

describe('the interval of a share', () => {
  test('10 of 100: the published 5.52 % to 17.44 %', () => {
    const { low, high } = wilson(0.1, 100);
    expect(low).toBeCloseTo(0.0552, 4);
    expect(high).toBeCloseTo(0.1744, 4);
  });

  test('none of ten is not certainly none; all of ten not certainly all; nothing seen says nothing', () => {
    expect(wilson(0, 10).low).toBe(0);
    expect(wilson(0, 10).high).toBeCloseTo(0.2775, 3);
    expect(wilson(1, 10).high).toBe(1);
    expect(wilson(0, 0)).toEqual({ value: 0, low: 0, high: 1 });
  });
});
