import { expect, test } from 'vitest';
import { provincesAt } from '../../../../src/vocabulary/index.ts';
import { islands, tiles } from './tile-map.ts';

test('every province of today has one tile, and no two share a place', () => {
  expect(Object.keys(tiles).sort()).toEqual(
    provincesAt('2026-11-01')
      .map((unit) => unit.code)
      .sort(),
  );
  const places = [...Object.values(tiles), ...Object.values(islands).map(({ at }) => at)];
  expect(new Set(places.map(String)).size).toBe(places.length);
  for (const code of Object.keys(islands)) expect(tiles[code], code).toBeDefined();
});
