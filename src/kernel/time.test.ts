import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  addDays,
  atVietnamTime,
  DAY,
  daysBetween,
  endOfVietnamDate,
  isDate,
  startOf,
  startOfVietnamDate,
  vietnamDate,
  vietnamTime,
  weekdayOf,
} from './time.pure.ts';

const platform = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Asia/Ho_Chi_Minh',
  dateStyle: 'short',
  timeStyle: 'short',
});
/** Since the country has one offset. */
const instant = fc.date({
  min: new Date('1976-01-01T00:00:00Z'),
  max: new Date('2100-01-01T00:00:00Z'),
  noInvalidDate: true,
});

describe('time in Viet Nam', () => {
  test('is what the platform’s own time zone says', () => {
    fc.assert(
      fc.property(instant, (at) => {
        expect(vietnamTime(at).replace('T', ' ')).toBe(platform.format(at));
        expect(vietnamDate(at)).toBe(platform.format(at).slice(0, 10));
        expect(atVietnamTime(vietnamTime(at)).getTime()).toBe(Math.floor(at.getTime() / 60_000) * 60_000);
      }),
    );
  });

  test('a date holds from its first to its last millisecond', () => {
    fc.assert(
      fc.property(instant, (at) => {
        const date = vietnamDate(at);
        expect(startOfVietnamDate(date) <= at && at <= endOfVietnamDate(date)).toBe(true);
        expect(vietnamDate(startOfVietnamDate(date))).toBe(date);
        expect(vietnamDate(endOfVietnamDate(date))).toBe(date);
        expect(startOf('day', at)).toEqual(startOfVietnamDate(date));
        expect(at.getTime() - startOf('hour', at).getTime()).toBeLessThan(DAY / 24);
      }),
    );
  });

  test('dates are added and told apart, over leap years too', () => {
    expect(addDays('2028-02-28', 1)).toBe('2028-02-29');
    expect(addDays('2027-01-01', -1)).toBe('2026-12-31');
    fc.assert(
      fc.property(instant, fc.integer({ min: -20_000, max: 20_000 }), (at, days) => {
        const date = vietnamDate(at);
        expect(daysBetween(date, addDays(date, days))).toBe(days);
        expect(weekdayOf(addDays(date, 7))).toBe(weekdayOf(date));
      }),
    );
    expect(weekdayOf('2026-11-22')).toBe(0);
  });

  test('what is no date makes no instant', () => {
    for (const text of ['2026-02-30', '2026-13-01', '26-1-1', '', '2026-01-01T00:00', 'x'.repeat(10)]) {
      expect(isDate(text)).toBe(false);
      expect(startOfVietnamDate(text).getTime()).toBeNaN();
    }
    for (const text of ['2026-02-30T10:00', '2026-02-03', 'hôm qua']) expect(atVietnamTime(text).getTime()).toBeNaN();
  });
});
