import { expect, test } from 'vitest';
import { addDays } from '../../../../src/kernel/time.pure.ts';
import { dayWords, shiftMonth, spanOf, weekday } from './month.ts';

test('months and weeks are whole weeks from Monday', () => {
  expect(spanOf('thang', '2026-11-25')).toEqual({ from: '2026-10-26', to: '2026-12-06' });
  expect(spanOf('thang', '2027-02-10')).toEqual({ from: '2027-02-01', to: '2027-02-28' });
  expect(spanOf('tuan', '2026-11-25')).toEqual({ from: '2026-11-23', to: '2026-11-29' });
  expect(spanOf('tuan', '2026-11-29')).toEqual({ from: '2026-11-23', to: '2026-11-29' });
  expect([weekday('2026-11-23'), weekday('2026-11-29')]).toEqual([0, 6]);
});

test('a day that another month lacks becomes its last', () => {
  expect(shiftMonth('2026-01-31', 1)).toBe('2026-02-28');
  expect(shiftMonth('2026-03-31', -1)).toBe('2026-02-28');
  expect(shiftMonth('2026-12-15', 1)).toBe('2027-01-15');
  expect(addDays('2026-12-31', 1)).toBe('2027-01-01');
  expect(dayWords('2026-11-05')).toBe('05/11/2026');
});
