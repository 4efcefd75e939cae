import { describe, expect, test } from 'vitest';
import { type DeskNow, waitBandOf, waitSpans } from './wait-band.pure.ts';

const desk = (given: Partial<DeskNow>): DeskNow => ({
  waiting: [],
  carried: [],
  helpers: 2,
  arrivals: 0,
  urgentPart: 0,
  dangerPart: 0,
  services: [300, 600, 900, 1_200],
  ...given,
});
const child = (id: string, age: number, band: 1 | 2 | 3 = 1) => ({ id, age, band, weight: 35 });

describe('the time that is still to wait', () => {
  test('is nothing where somebody has room, and unknown where nobody is there', () => {
    expect(waitSpans(desk({ waiting: [child('a', 10)] }), 1).get('a')).toEqual({ from: 0, to: 0 });
    expect(waitSpans(desk({ waiting: [child('a', 10)], helpers: 0 }), 1).size).toBe(0);
  });

  test('grows with who came before, and with what helpers have; danger goes first', () => {
    const carried = Array.from({ length: 4 }, () => ({ age: 60, weight: 35 }));
    const waiting = [child('first', 300), child('last', 10), child('danger', 5, 3)];
    const spans = waitSpans(desk({ waiting, carried }), 1);
    const of = (id: string) => spans.get(id) ?? { from: -1, to: -1 };
    expect(of('first').to).toBeGreaterThan(0);
    expect(of('last').to).toBeGreaterThan(of('first').to);
    expect(of('danger').to).toBeLessThanOrEqual(of('first').to);
    expect(waitSpans(desk({ waiting, carried }), 1)).toEqual(spans);
  });

  test('is longer where many come who go first', () => {
    const carried = Array.from({ length: 4 }, () => ({ age: 60, weight: 35 }));
    const calm = waitSpans(desk({ waiting: [child('a', 10)], carried }), 1).get('a');
    const storm = waitSpans(desk({ waiting: [child('a', 10)], carried, arrivals: 0.05, dangerPart: 0.9 }), 1).get('a');
    expect(storm?.to).toBeGreaterThan(calm?.to ?? 0);
  });

  test('is told in round minutes, the far end outward and open where it cannot be said', () => {
    expect(waitBandOf({ from: 0, to: 0 })).toEqual({ from: 0, to: 2 });
    expect(waitBandOf({ from: 130, to: 500 })).toEqual({ from: 2, to: 10 });
    expect(waitBandOf({ from: 700, to: 2_000 })).toEqual({ from: 10, to: 45 });
    expect(waitBandOf({ from: 700, to: 7_200 })).toEqual({ from: 10, to: null });
  });
});
