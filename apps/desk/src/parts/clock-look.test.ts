import { expect, test } from 'vitest';
import { clockLook, span } from './clock-look.ts';

const minutes = (n: number) => n * 60_000;

test.each([
  [minutes(500), 'resting'],
  [minutes(240), 'soon'],
  [minutes(60), 'now'],
  [0, 'now'],
  [-1, 'breached'],
])('%d ms before the due time it is %s', (left, look) => {
  expect(clockLook(left, 240, 60)).toBe(look);
});

test('a span shows its two largest units', () => {
  expect(span(minutes(1440 * 2 + 185))).toEqual({ days: 2, hours: 3, minutes: 0 });
  expect(span(minutes(200))).toEqual({ days: 0, hours: 3, minutes: 20 });
  expect(span(30_000)).toEqual({ days: 0, hours: 0, minutes: 1 });
  expect(span(minutes(-90))).toEqual({ days: 0, hours: 1, minutes: 30 });
});
