import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays } from '../../kernel/time.pure.ts';
import { everyHour, forecastContacts, type HourCount } from './forecast.pure.ts';

const FROM: string = '2026-11-02';
/** Four weeks from a Monday on with the same contacts in every hour of a day. */
const weeks = (of: (day: number, hour: number) => number, count = 4): HourCount[] =>
  Array.from({ length: count * 7 * 24 }, (_, at) => {
    const day = Math.floor(at / 24);
    return { day: addDays(FROM, day), hour: at % 24, contacts: of(day, at % 24) };
  });
const none = { holidays: new Set<string>(), events: [] };

describe('a forecast', () => {
  test('is the median of the same hour of the week, with the band of the weeks around it', () => {
    const history = weeks((day, hour) => hour + 10 * Math.floor(day / 7));
    const [monday] = forecastContacts({ ...none, history, from: '2026-11-30', days: 1 });
    expect(monday).toMatchObject({ day: '2026-11-30', hour: 0, middle: 15, weeks: 4 });
    expect(monday?.low).toBeCloseTo(6);
    expect(monday?.high).toBeCloseTo(24);
  });

  test('one strange night does not change it', () => {
    const usual = weeks(() => 5, 5);
    const strange = usual.map((one, at) => (at === 30 ? { ...one, contacts: 900 } : one));
    const of = (history: HourCount[]) =>
      forecastContacts({ ...none, history, from: '2026-12-07', days: 7 }).map(({ middle }) => middle);
    expect(of(strange)).toEqual(of(usual));
  });

  test('takes an event out of the past and puts it onto the days to come', () => {
    const past = { from: '2026-11-09', to: '2026-11-15', uplift: 2 };
    const history = weeks((day) => (day >= 7 && day < 14 ? 20 : 10));
    const next = { from: '2026-12-01', to: '2026-12-01', uplift: 1.5 };
    const forecast = forecastContacts({
      holidays: new Set(),
      events: [past, next],
      history,
      from: '2026-11-30',
      days: 2,
    });
    expect(forecast[0]).toMatchObject({ low: 10, middle: 10, high: 10 });
    expect(forecast[24]).toMatchObject({ low: 15, middle: 15, high: 15 });
  });

  test('expects of a day off what days off saw, and leaves them out of the usual', () => {
    const off = '2026-11-20';
    const history = weeks((day) => (addDays(FROM, day) === off ? 4 : 10));
    const input = { events: [], history, from: '2026-12-04', days: 1 };
    expect(forecastContacts({ ...input, holidays: new Set([off]) })[9]).toMatchObject({ middle: 10, weeks: 3 });
    expect(forecastContacts({ ...input, holidays: new Set([off, '2026-12-04']) })[9]?.middle).toBeCloseTo(4);
  });

  test('knows nothing without a past, and says so', () => {
    const forecast = forecastContacts({ ...none, history: [], from: FROM, days: 1 });
    expect(forecast).toHaveLength(24);
    expect(forecast.every(({ low, middle, high, weeks: known }) => low + middle + high + known === 0)).toBe(true);
  });

  test('whatever came: the band holds the middle, nothing is negative, and more in the past is no less to come', () => {
    const history = fc.array(fc.nat({ max: 500 }), { minLength: 14 * 24, maxLength: 14 * 24 });
    fc.assert(
      fc.property(history, fc.nat({ max: 100 }), (counts, more) => {
        const of = (added: number) =>
          forecastContacts({
            ...none,
            history: counts.map((contacts, at) => ({
              day: addDays(FROM, Math.floor(at / 24)),
              hour: at % 24,
              contacts: contacts + added,
            })),
            from: '2026-11-16',
            days: 7,
          });
        const raised = of(more);
        for (const [at, { low, middle, high }] of of(0).entries()) {
          expect(low).toBeGreaterThanOrEqual(0);
          expect(middle).toBeGreaterThanOrEqual(low);
          expect(high).toBeGreaterThanOrEqual(middle);
          expect(raised[at]?.middle).toBeCloseTo(middle + more, 6);
        }
      }),
      { numRuns: 30 },
    );
  });

  test('counts that are negative or none, and an uplift of nothing, are refused', () => {
    for (const contacts of [-1, Number.NaN, Number.POSITIVE_INFINITY])
      expect(() =>
        forecastContacts({ ...none, history: [{ day: FROM, hour: 0, contacts }], from: FROM, days: 1 }),
      ).toThrow(RangeError);
    for (const uplift of [0, -1, Number.NaN])
      expect(() =>
        forecastContacts({
          holidays: new Set(),
          history: [],
          events: [{ from: FROM, to: FROM, uplift }],
          from: FROM,
          days: 1,
        }),
      ).toThrow(RangeError);
  });
});

test('an hour in which nobody came counts as one', () => {
  const filled = everyHour([{ day: FROM, hour: 3, contacts: 2 }], FROM, addDays(FROM, 1));
  expect(filled).toHaveLength(48);
  expect(filled.filter(({ contacts }) => contacts > 0)).toEqual([{ day: FROM, hour: 3, contacts: 2 }]);
});
