import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compareWork, type Duty, dutyBands, dutyOf, workRow } from './duty.ts';

const NOW = new Date('2026-11-24T02:00:00Z');
const HOUR = 3_600_000;
const at = (hours: number) => new Date(NOW.getTime() + hours * HOUR);
const duty = (given: Partial<Duty> = {}): Duty =>
  dutyOf({ object: { kind: 'case', id: 'one' }, reference: null, act: 'act', since: null, ...given });
/** A clock that ends so many hours from now and began a hundred before that. */
const clock = (hours: number) => ({ rule: null, startedAt: at(hours - 100), dueAt: at(hours), warnFraction: 0.25 });
const row = (given: Partial<Duty> = {}) => workRow('kind', duty(given), NOW);

describe('the band of a duty', () => {
  test.each([
    ['save-now', { danger: true, mine: false }],
    ['waits-for-others', { mine: false, clock: clock(-1) }],
    ['my-turn', {}],
    ['my-turn', { clock: clock(10) }],
    // Just run out, and late by exactly a day: still the next thing to do.
    ['my-turn', { clock: clock(-1) }],
    ['my-turn', { clock: clock(-24) }],
    ['long-overdue', { clock: clock(-24.01) }],
    ['soon', { clock: clock(26) }],
    ['my-turn', { clock: clock(25) }],
  ] as const)('is %s for %j', (band, given) => {
    expect(row(given).band).toBe(band);
  });
});

describe('the order of work', () => {
  test('is danger first, then the earliest clock that can be kept, then overdue by urgency, then what has no clock', () => {
    const rows = [
      row({ reference: 'no clock', since: at(-50) }),
      row({ reference: 'late U3', urgency: 'U3', clock: clock(-5) }),
      row({ reference: 'late U1', urgency: 'U1', clock: clock(-2) }),
      row({ reference: 'in ten', clock: clock(10) }),
      row({ reference: 'in one', clock: clock(1), urgency: 'U4' }),
      row({ reference: 'danger', danger: true, clock: clock(20) }),
      row({ reference: 'elsewhere', mine: false, clock: clock(1) }),
      row({ reference: 'next week', clock: clock(80) }),
      row({ reference: 'for days', clock: clock(-60) }),
    ];
    expect(rows.toSorted(compareWork).map(({ reference }) => reference)).toEqual([
      'danger',
      'in one',
      'in ten',
      'late U1',
      'late U3',
      'no clock',
      'next week',
      'for days',
      'elsewhere',
    ]);
  });

  test('is one order, whatever comes in', () => {
    const given = fc
      .record({
        id: fc.constantFrom('a', 'b', 'c', 'd'),
        danger: fc.boolean(),
        mine: fc.boolean(),
        urgency: fc.constantFrom(null, 'U1', 'U4'),
        hours: fc.option(fc.integer({ min: -60, max: 200 }), { nil: undefined }),
      })
      .map(({ id, hours, ...rest }) =>
        row({ ...rest, object: { kind: 'case', id }, clock: hours === undefined ? null : clock(hours) }),
      );
    fc.assert(
      fc.property(given, given, given, (a, b, c) => {
        expect(Math.sign(compareWork(a, b))).toBe(-Math.sign(compareWork(b, a)) + 0);
        if (compareWork(a, b) <= 0 && compareWork(b, c) <= 0) expect(compareWork(a, c)).toBeLessThanOrEqual(0);
        if (dutyBands.indexOf(a.band) < dutyBands.indexOf(b.band)) expect(compareWork(a, b)).toBeLessThan(0);
      }),
    );
  });
});
