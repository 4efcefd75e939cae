import { expect, test } from 'vitest';
import { hoursAndMinutes, sunTimes } from './sun.ts';

const hanoi = (day: string) => sunTimes(new Date(`${day}T05:00:00+07:00`), 21.03, 105.85);

test('at the equinox the sun rises about six and the day is a little over twelve hours', () => {
  const { rise, set } = hanoi('2026-03-20');
  expect(rise).toBeGreaterThan(5 * 60 + 55);
  expect(rise).toBeLessThan(6 * 60 + 10);
  expect(set - rise).toBeGreaterThan(720);
  expect(set - rise).toBeLessThan(732);
});

test('in Ha Noi the longest day is in June and the shortest in December', () => {
  const june = hanoi('2026-06-21');
  const december = hanoi('2026-12-22');
  expect(june.set - june.rise).toBeGreaterThan(13.3 * 60);
  expect(december.set - december.rise).toBeLessThan(11 * 60);
});

test('the day is the Vietnamese one: 18:00 UTC is already tomorrow', () => {
  expect(sunTimes(new Date('2026-06-20T18:00:00Z'), 10.78, 106.7)).toEqual(
    sunTimes(new Date('2026-06-21T05:00:00Z'), 10.78, 106.7),
  );
});

test('minutes are rounded before they become hours: there is no sixtieth minute', () => {
  expect(hoursAndMinutes(659.6)).toEqual({ h: 11, m: 0 });
  expect(hoursAndMinutes(659.4)).toEqual({ h: 10, m: 59 });
  const day = Date.UTC(2026, 0, 1, 5);
  for (let at = 0; at < 365; at += 1) {
    const { rise, set } = sunTimes(new Date(day + at * 86_400_000), 21.03, 105.85);
    expect(hoursAndMinutes(set - rise).m).toBeLessThan(60);
  }
});
