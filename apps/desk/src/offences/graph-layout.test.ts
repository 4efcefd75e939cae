import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { frameOf, type LaidPoint, layOut, namesThatFit, type Place, roundsFor, towards } from './graph-layout.pure.ts';

/** A start with `arms` points, each with `leaves` of its own. */
function star(arms: number, leaves: number) {
  const points: LaidPoint[] = [{ key: 'start', steps: 0 }];
  const ties: [number, number][] = [];
  for (let arm = 0; arm < arms; arm += 1) {
    const at = points.push({ key: `arm ${arm}`, steps: 1 }) - 1;
    ties.push([0, at]);
    for (let leaf = 0; leaf < leaves; leaf += 1)
      ties.push([at, points.push({ key: `leaf ${arm} ${leaf}`, steps: 2 }) - 1]);
  }
  return { points, ties };
}
const apart = (one: Place, other: Place) => Math.hypot(one.x - other.x, one.y - other.y);

describe('the places of points', () => {
  it('are the same each time, with the start in the middle and everything at a number', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 3 }), { maxLength: 40 }),
        fc.array(fc.tuple(fc.nat(40), fc.nat(40)), { maxLength: 80 }),
        (steps, drawn) => {
          const points: LaidPoint[] = [
            { key: 'start', steps: 0 },
            ...steps.map((one, at) => ({ key: `point ${at}`, steps: one })),
          ];
          const ties = drawn.filter(([one, other]) => one < points.length && other < points.length);
          const places = layOut(points, ties);
          expect(places).toHaveLength(points.length);
          expect(places[0]).toEqual({ x: 0, y: 0 });
          for (const { x, y } of places) expect(Number.isFinite(x) && Number.isFinite(y)).toBe(true);
          expect(layOut(points, ties)).toEqual(places);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('do not lie on each other, and a leaf is nearer to its own arm than to most others', () => {
    const { points, ties } = star(6, 5);
    const places = layOut(points, ties);
    for (const [at, one] of places.entries())
      for (const other of places.slice(at + 1)) expect(apart(one, other)).toBeGreaterThan(10);
    const arms = points.flatMap(({ steps }, at) => (steps === 1 ? [at] : []));
    for (const [arm, leaf] of ties.filter(([from]) => from !== 0)) {
      const nearer = arms.filter(
        (other) =>
          apart(places[other] as Place, places[leaf] as Place) < apart(places[arm] as Place, places[leaf] as Place),
      );
      expect(nearer.length).toBeLessThanOrEqual(1);
    }
  });

  it('of 1,500 points are found in a few seconds at most', () => {
    const { points, ties } = star(50, 29);
    expect(points.length).toBe(1_501);
    const begun = performance.now();
    const places = layOut(points, ties);
    expect(performance.now() - begun).toBeLessThan(5_000);
    expect(new Set(places.map(({ x, y }) => `${x} ${y}`)).size).toBe(points.length);
  });

  it('take fewer rounds where there is more to move', () => {
    expect([roundsFor(1), roundsFor(300), roundsFor(1_500)]).toEqual([160, 80, 20]);
  });
});

describe('the frame', () => {
  it('holds all places, with room around them', () => {
    expect(
      frameOf(
        [
          { x: -400, y: 300 },
          { x: 500, y: -200 },
        ],
        5,
      ),
    ).toEqual({ x: -405, y: -205, width: 910, height: 510 });
  });

  it('of few points is no smaller than that of many, so that none is drawn as large as the box, and has them in its middle', () => {
    expect(frameOf([])).toEqual({ x: -300, y: -210, width: 600, height: 420 });
    const { x, y, width, height } = frameOf([
      { x: 0, y: 0 },
      { x: 100, y: 40 },
    ]);
    expect([width, height, x + width / 2, y + height / 2]).toEqual([600, 420, 50, 20]);
  });
});

describe('names', () => {
  it('that would lie on one that is worth more are left out, and others stand', () => {
    const name = (at: number, x: number, y: number) => ({ at, place: { x, y }, text: 'Số điện thoại' });
    const names = [name(4, 0, 0), name(1, 30, 5), name(2, 200, 0), name(3, 30, 40)];
    expect([...namesThatFit(names, 13)]).toEqual([4, 2, 3]);
    // Where the other comes first, it is that one which stands.
    expect([...namesThatFit(names.toReversed(), 13)]).toEqual([3, 2, 1]);
    expect(namesThatFit([], 13).size).toBe(0);
    // Nor on a point, unless it is a name that always stands.
    const [one, under] = [
      { x: 0, y: 0 },
      { x: 10, y: 20 },
    ];
    const told = { at: 0, place: one, text: 'Số điện thoại' };
    expect(namesThatFit([told], 13, [one, under]).size).toBe(0);
    expect([...namesThatFit([told], 13, [one, { x: 10, y: 60 }])]).toEqual([0]);
    expect([...namesThatFit([{ ...told, stands: true }], 13, [one, under])]).toEqual([0]);
  });

  it('that the side of the picture would cut are left out, unless they always stand', () => {
    const told = { at: 0, place: { x: 20, y: 0 }, text: 'Số điện thoại' };
    const within = (left: number, right: number, stands = false) => [
      ...namesThatFit([{ ...told, stands }], 13, [], { left, right }),
    ];
    expect(within(-200, 200)).toEqual([0]);
    expect([within(0, 200), within(-200, 40)]).toEqual([[], []]);
    expect(within(0, 40, true)).toEqual([0]);
  });
});

describe('an arrow key', () => {
  const among = [
    { at: 1, place: { x: 50, y: 0 } },
    { at: 2, place: { x: 40, y: 30 } },
    { at: 3, place: { x: 0, y: 60 } },
    { at: 4, place: { x: -20, y: -5 } },
  ];
  it('goes to who lies straight in its direction before who lies nearer', () => {
    const from = { x: 0, y: 0 };
    expect(towards(from, 'right', among)).toBe(1);
    expect(towards(from, 'down', among)).toBe(3);
    expect(towards(from, 'left', among)).toBe(4);
    expect(towards(from, 'up', among)).toBeUndefined();
  });
});
