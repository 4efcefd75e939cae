import { describe, expect, test } from 'vitest';
import { type ExposureLimit, type Shift, standingOf } from './exposure.ts';

const MINUTE = 60_000;
const limit: ExposureLimit = {
  itemsShift: 5,
  minutesShift: 60,
  itemsRun: 3,
  minutesRun: 20,
  breakMinutes: 10,
  restHours: 8,
};

describe('where somebody stands', () => {
  const now = new Date('2026-11-24T05:00:00Z');
  const shift = (given: Partial<Shift>): Shift => ({
    person: 'x',
    startedAt: now,
    items: 0,
    seconds: 0,
    runItems: 0,
    runSeconds: 0,
    breaks: 0,
    breakFrom: null,
    openItem: null,
    openedAt: null,
    lastAt: now,
    ...given,
  });
  const later = (minutes: number) => new Date(now.getTime() + minutes * MINUTE);

  test('is free before anything, on a break until it is over, and done at the limit until the rest is over', () => {
    expect(standingOf(undefined, limit, now)).toMatchObject({ state: 'free', until: null });
    const resting = shift({ items: 3, runItems: 3, breakFrom: now });
    expect(standingOf(resting, limit, later(9))).toMatchObject({ state: 'break', until: later(10) });
    expect(standingOf(resting, limit, later(10))).toMatchObject({ state: 'free', runItems: 0, breaks: 1 });
    const spent = shift({ items: 5 });
    expect(standingOf(spent, limit, later(60))).toMatchObject({ state: 'spent', until: later(480) });
    expect(standingOf(spent, limit, later(480))).toMatchObject({ state: 'free', items: 0 });
    expect(standingOf(shift({ seconds: 3_600 }), limit, later(1)).state).toBe('spent');
  });
});
