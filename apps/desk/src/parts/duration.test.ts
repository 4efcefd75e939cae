import { expect, test } from 'vitest';
import { splitDuration } from './duration.ts';

const minutes = (n: number) => n * 60_000;

test('a span shows its two largest units', () => {
  expect(splitDuration(minutes(1440 * 2 + 185))).toEqual({ days: 2, hours: 3, minutes: 0 });
  expect(splitDuration(minutes(200))).toEqual({ days: 0, hours: 3, minutes: 20 });
  expect(splitDuration(30_000)).toEqual({ days: 0, hours: 0, minutes: 1 });
  expect(splitDuration(5_000)).toEqual({ days: 0, hours: 0, minutes: 1 });
  expect(splitDuration(minutes(15) + 10_000)).toEqual({ days: 0, hours: 0, minutes: 15 });
  expect(splitDuration(minutes(14) + 30_000)).toEqual({ days: 0, hours: 0, minutes: 15 });
  expect(splitDuration(0)).toEqual({ days: 0, hours: 0, minutes: 0 });
  expect(splitDuration(minutes(-90))).toEqual({ days: 0, hours: 1, minutes: 30 });
});
