import { describe, expect, test } from 'vitest';
import { type CalendarDays, dueAt, isWorkingDay } from './calendar.ts';
import { clockLook } from './clock-look.pure.ts';
import { vietnamDate } from './time.pure.ts';

const days: CalendarDays = { holidays: new Set(['2026-04-30', '2026-05-01']), workedWeekends: new Set(['2026-05-09']) };

describe('the working calendar', () => {
  test('hours run through nights, weekends and holidays', () => {
    expect(dueAt(new Date('2026-04-30T20:00:00+07:00'), { amount: 12, unit: 'hour' }, days).toISOString()).toBe(
      '2026-05-01T01:00:00.000Z',
    );
  });

  test('minutes are exact, and no time at all ends at once', () => {
    const from = new Date('2026-04-30T20:00:00+07:00');
    expect(dueAt(from, { amount: 15, unit: 'minute' }, days).toISOString()).toBe('2026-04-30T13:15:00.000Z');
    expect(dueAt(from, { amount: 0, unit: 'hour' }, days)).toEqual(from);
    expect(dueAt(from, { amount: 0, unit: 'working_day' }, days).toISOString()).toBe('2026-04-30T16:59:59.999Z');
  });

  test('working days skip weekends and holidays and end with the last instant of the day', () => {
    // Wednesday 29 April 2026: the 5 working days are 4, 5, 6, 7 and 8 May.
    expect(dueAt(new Date('2026-04-29T09:00:00+07:00'), { amount: 5, unit: 'working_day' }, days).toISOString()).toBe(
      '2026-05-08T16:59:59.999Z',
    );
  });

  test('a Saturday that was moved to be worked counts', () => {
    expect(isWorkingDay('2026-05-09', days)).toBe(true);
    expect(dueAt(new Date('2026-05-08T09:00:00+07:00'), { amount: 1, unit: 'working_day' }, days).toISOString()).toBe(
      '2026-05-09T16:59:59.999Z',
    );
  });

  test('calendar days run on, and end on a working day only where the rule says so', () => {
    const from = new Date('2026-04-15T09:00:00+07:00');
    expect(vietnamDate(dueAt(from, { amount: 15, unit: 'calendar_day' }, days))).toBe('2026-04-30');
    expect(vietnamDate(dueAt(from, { amount: 15, unit: 'calendar_day' }, days, true))).toBe('2026-05-04');
  });

  test('the day is the day in Viet Nam', () => {
    expect(vietnamDate(new Date('2026-04-29T18:00:00Z'))).toBe('2026-04-30');
  });

  test('a negative or endless duration is refused', () => {
    expect(() => dueAt(new Date(), { amount: -1, unit: 'hour' }, days)).toThrow(/zero or more/);
    expect(() => dueAt(new Date(), { amount: Number.NaN, unit: 'working_day' }, days)).toThrow(RangeError);
  });

  test('a clock has four looks', () => {
    const at = (minutes: number) => new Date(Date.UTC(2026, 0, 1, 0, minutes));
    const look = (minutes: number) => clockLook(at(0), at(100), at(minutes));
    expect([look(10), look(80), look(95), look(101)]).toEqual(['resting', 'due-soon', 'due-now', 'breached']);
  });
});
