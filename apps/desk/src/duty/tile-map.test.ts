import { expect, test } from 'vitest';
import { provincesAt } from '../../../../src/vocabulary/index.ts';
import { tiles } from './tile-map.ts';

test('every province of today has one tile, and no two share a place', () => {
  expect(Object.keys(tiles).sort()).toEqual(
    provincesAt('2026-11-01')
      .map((unit) => unit.code)
      .sort(),
  );
  expect(new Set(Object.values(tiles).map(String)).size).toBe(Object.keys(tiles).length);
});
