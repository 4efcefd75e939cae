import { describe, expect, test } from 'vitest';
import { type DeskNow, type HelperNow, playedWaits, type WaitingNow, waitBandOf } from './wait-band.pure.ts';

const helper = (given: Partial<HelperNow> = {}): HelperNow => ({
  tiers: ['front'],
  level: 2,
  restsFor: 0,
  idleFor: 0,
  carries: [],
  ...given,
});
const full = helper({ carries: Array.from({ length: 2 }, () => ({ channel: 'CHAT' as const, age: 60 })) });
const desk = (given: Partial<DeskNow>): DeskNow => ({
  waiting: [],
  helpers: [helper(), helper()],
  arrived: given.waiting?.length ?? 0,
  taken: [],
  dangerLast: false,
  arrivals: 0,
  urgentPart: 0,
  dangerPart: 0,
  services: [300, 600, 900, 1_200],
  takenAfter: 0,
  ...given,
});
const child = (id: string, age: number, number: number, band: 1 | 2 | 3 = 1): WaitingNow => ({
  id,
  age,
  number,
  band,
  channel: 'CHAT',
  tier: 'front',
});
/** The mean of the plays. */
const mean = async (given: Partial<DeskNow>, id = 'a') => {
  const waits = (await playedWaits(desk(given), 1)).get(id) ?? [];
  return waits.reduce((sum, wait) => sum + wait, 0) / waits.length;
};

describe('the time that is still to wait', () => {
  test('is nothing where somebody has room, and unknown where nobody is there', async () => {
    const waiting = [child('a', 10, 0)];
    expect(new Set((await playedWaits(desk({ waiting }), 1)).get('a'))).toEqual(new Set([0]));
    expect((await playedWaits(desk({ waiting, helpers: [] }), 1)).size).toBe(0);
  });

  test('grows with who came before, and with what helpers have; danger goes first', async () => {
    const given = {
      waiting: [child('first', 300, 0), child('last', 10, 1), child('danger', 5, 2, 3)],
      helpers: [full, full],
    };
    expect(await mean(given, 'first')).toBeGreaterThan(0);
    expect(await mean(given, 'last')).toBeGreaterThan(await mean(given, 'first'));
    expect(await mean(given, 'danger')).toBeLessThan(await mean(given, 'last'));
    expect(await playedWaits(desk(given), 1)).toEqual(await playedWaits(desk(given), 1));
    expect(await playedWaits(desk(given), 1)).not.toEqual(await playedWaits(desk(given), 2));
  });

  test('is longer where many come who go first, and where offers stand longer', async () => {
    const given = { waiting: [child('a', 10, 0)], helpers: [full, full] };
    const calm = await mean(given);
    expect(await mean({ ...given, arrivals: 0.05, dangerPart: 0.9 })).toBeGreaterThan(calm);
    expect(await mean({ ...given, takenAfter: 20 })).toBeCloseTo(calm + 20);
  });

  test('goes by the rules of the desk: reach, rest, what each can take', async () => {
    const waiting = [child('a', 10, 0)];
    expect(await mean({ waiting, helpers: [helper({ tiers: ['counsellor'], level: 4 })] })).toBe(50);
    expect(await mean({ waiting, helpers: [helper({ restsFor: 90 })] })).toBe(90);
    expect(await mean({ waiting, helpers: [helper({ channels: ['PHONE'] }), helper({ restsFor: 70 })] })).toBe(70);
    const told = await playedWaits(desk({ waiting, helpers: [full] }), 1);
    expect(told.get('a')?.every((wait) => wait >= 240)).toBe(true);
  });

  test('of one that is due is short, though danger waits', async () => {
    // Its turn was nine minutes ago.
    const waiting = [child('a', 600, 0), ...[1, 2, 3, 4].map((at) => child(`d${at}`, 60, at, 3))];
    const given = { waiting, helpers: [full], arrived: 5 };
    expect(await mean({ ...given, taken: [590] })).toBeLessThan(await mean({ ...given, taken: [] }));
  });

  test('lets others have their turn between the plays', async () => {
    let turns = 0;
    await playedWaits(desk({ waiting: [child('a', 10, 0)] }), 1, async () => {
      turns += 1;
    });
    expect(turns).toBe(60);
  });
});

describe('what a child reads', () => {
  const spread = (from: number, to: number) => Array.from({ length: 60 }, (_, at) => from + ((to - from) * at) / 59);

  test('is round minutes by whose end nine of ten plays have ended', () => {
    expect(waitBandOf(spread(0, 0))).toEqual({ from: 0, to: 2 });
    expect(waitBandOf(spread(0, 110))).toEqual({ from: 0, to: 2 });
    expect(waitBandOf(spread(600, 900))).toEqual({ from: 12, to: 15 });
    const longer = (count: number) => [...spread(600, 900).slice(count), ...Array.from({ length: count }, () => 2_900)];
    expect(waitBandOf(longer(6)).to).toBe(15);
    expect(waitBandOf(longer(7)).to).toBe(50);
  });

  test('is open where it cannot be said', () => {
    expect(waitBandOf(spread(1_800, 7_200))).toEqual({ from: 60, to: null });
    expect(waitBandOf(spread(7_200, 7_200))).toEqual({ from: 60, to: null });
  });
});
