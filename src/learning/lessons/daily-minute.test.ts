import { expect, test } from 'vitest';
import { addDays } from '../../kernel/time.pure.ts';
import { dailyMinute } from './daily-minute.pure.ts';
import { lessonOf } from './lesson.testing.ts';

const lessons = [lessonOf({ id: 'b' }), lessonOf({ id: 'a' }), lessonOf({ id: 'c', band: 'B6_8' })];

test('every question of the band comes once before one comes again, and never two days from one lesson', () => {
  const days = Array.from({ length: 6 }, (_, day) => dailyMinute(lessons, 'B9_12', addDays('2026-12-01', day)));
  expect(new Set(days.map((one) => `${one?.lesson} ${one?.question.id}`)).size).toBe(6);
  for (const [day, one] of days.entries()) expect(one?.lesson).not.toBe(days[day + 1]?.lesson ?? '');
  expect(dailyMinute(lessons, 'B9_12', addDays('2026-12-01', 6))).toEqual(days[0]);
});

test('it hangs on the date alone, before the first day as well', () => {
  expect(dailyMinute(lessons.toReversed(), 'B9_12', '2026-12-01')).toEqual(dailyMinute(lessons, 'B9_12', '2026-12-01'));
  expect(dailyMinute(lessons, 'B9_12', '2025-12-31')).toBeDefined();
});

test('a band without lessons has none', () => {
  expect(dailyMinute(lessons, 'ADULT', '2026-12-01')).toBeUndefined();
});
