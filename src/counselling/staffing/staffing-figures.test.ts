import { describe, expect, test } from 'vitest';
import { testShifts } from '../../../tools/test/draw-team.ts';
import { erlangA } from './erlang.pure.ts';
import {
  type ContactMix,
  loadOf,
  meanMinutes,
  peopleByQuarter,
  peopleOfShift,
  teamOutcomes,
} from './staffing-figures.pure.ts';

const mix: ContactMix = { shortPart: 0.94, shortMinutes: 1.5, counsellingMinutes: 25, patienceMinutes: 3 };

describe('what a team would mean', () => {
  test('a contact takes 2.91 minutes on the whole, and the formula gives what was computed for 111', () => {
    expect(meanMinutes(mix)).toBeCloseTo(2.91);
    // reference figures: 10 a minute as one pool, 22 people 25 %, 30 people 5.9 %, 36 people 1.0 %.
    const left = (people: number) => erlangA(people, loadOf(10, mix), 3).abandoned;
    expect(left(22)).toBeCloseTo(0.25, 2);
    expect(left(30)).toBeCloseTo(0.059, 2);
    expect(left(36)).toBeCloseTo(0.01, 2);
  });

  test('with more people fewer leave, and those in danger wait less than the rest where the desk is full', () => {
    const outcomes = teamOutcomes([0, 11, 22, 36], { perMinute: 10, minutes: 120, mix, seed: 1 });
    expect(outcomes[0]).toMatchObject({ abandoned: 1, abandonedA: 1, waitingC: 1 });
    for (const [at, one] of outcomes.slice(1).entries())
      expect(one.abandoned).toBeLessThan(outcomes[at]?.abandoned ?? 0);
    expect(outcomes[1]?.dangerWaitMost).toBeLessThan(outcomes[1]?.waitMost ?? 0);
    expect(outcomes).toEqual(teamOutcomes([0, 11, 22, 36], { perMinute: 10, minutes: 120, mix, seed: 1 }));
  });

  test('nobody is lost where nobody comes', () => {
    expect(teamOutcomes([3], { perMinute: 0, minutes: 30, mix, seed: 1 })[0]).toMatchObject({
      abandoned: 0,
      longest: 0,
    });
  });
});

describe('how many a shift needs', () => {
  const hours = Array.from({ length: 48 }, (_, at) => ({
    day: at < 24 ? '2026-12-07' : '2026-12-08',
    hour: at % 24,
    low: 0,
    high: 0,
    weeks: 4,
    middle: at === 9 ? 240 : at === 25 ? 120 : 6,
  }));

  test('is what its busiest hour needs; a night reaches into the next day', () => {
    const [morning, afternoon, night] = testShifts.map((shift) => peopleOfShift(hours, 0, shift, mix, 0.05));
    const busiest = peopleByQuarter([{ middle: 240 }], mix, 0.05)[0];
    expect(morning).toBe(busiest);
    expect(erlangA(morning as number, loadOf(4, mix), 3).abandoned).toBeLessThanOrEqual(0.05);
    expect(erlangA((morning as number) - 1, loadOf(4, mix), 3).abandoned).toBeGreaterThan(0.05);
    expect(night).toBeGreaterThan(afternoon as number);
    expect(peopleByQuarter(hours, mix, 0.05)).toHaveLength(192);
  });
});
