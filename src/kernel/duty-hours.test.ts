import { describe, expect, it } from 'vitest';
import { gapsOf, gapsWithin, onDutyAt, weekMinute } from './duty-hours.pure.ts';

const at = (day: number, hour: number, minute = 0) => (day - 1) * 1_440 + hour * 60 + minute;
const office = { days: [1, 2, 3, 4, 5], from_minute: 7 * 60, to_minute: 17 * 60 };
const night = { days: [7], from_minute: 22 * 60, to_minute: 6 * 60 };

describe('hours of duty', () => {
  it('begin and end on the minute, on the days that are named', () => {
    expect(onDutyAt(office, at(1, 7))).toBe(true);
    expect(onDutyAt(office, at(1, 6, 59))).toBe(false);
    expect(onDutyAt(office, at(1, 17))).toBe(false);
    expect(onDutyAt(office, at(6, 9))).toBe(false);
  });

  it('go past midnight, also from Sunday into Monday', () => {
    expect(onDutyAt(night, at(7, 23))).toBe(true);
    expect(onDutyAt(night, at(1, 5, 59))).toBe(true);
    expect(onDutyAt(night, at(1, 6))).toBe(false);
    expect(onDutyAt(night, at(7, 5))).toBe(false);
  });

  it('are those of Viet Nam', () => {
    // Tuesday 24 November 2026, 09:00 in Viet Nam.
    expect(weekMinute(new Date('2026-11-24T02:00:00Z'))).toBe(at(2, 9));
    // Sunday evening in UTC is Monday in Viet Nam.
    expect(weekMinute(new Date('2026-11-22T18:00:00Z'))).toBe(at(1, 1));
  });

  it('leave gaps in which nobody is there', () => {
    expect(gapsOf([])).toEqual([{ from: 0, to: 10_080 }]);
    expect(gapsOf([{ days: [1, 2, 3, 4, 5, 6, 7], from_minute: 0, to_minute: 1_440 }])).toEqual([]);
    expect(gapsOf([office])[0]).toEqual({ from: 0, to: at(1, 7) });
    expect(gapsOf([office, night]).at(-1)).toEqual({ from: at(5, 17), to: at(7, 22) });
    expect(gapsOf([office, night])[0]).toEqual({ from: at(1, 6), to: at(1, 7) });
  });

  it('leave gaps in one night alone, also over the end of the week', () => {
    const daily = { days: [1, 2, 3, 4, 5, 6, 7], from_minute: 7 * 60, to_minute: 23 * 60 };
    expect(gapsWithin([daily], { from: at(2, 18), to: at(3, 7) })).toEqual([{ from: at(2, 23), to: at(3, 7) }]);
    expect(gapsWithin([daily], { from: at(7, 18), to: at(8, 7) })).toEqual([
      { from: at(7, 23), to: at(8, 0) },
      { from: at(8, 0), to: at(8, 7) },
    ]);
    expect(gapsWithin([daily, { ...daily, from_minute: 23 * 60, to_minute: 7 * 60 }], { from: 0, to: 10_080 })).toEqual(
      [],
    );
  });
});
