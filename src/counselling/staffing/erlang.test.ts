import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { answeredWithin, erlangA, erlangC, fewestPeople } from './erlang.pure.ts';

/** Erlang's formula as it is written in books, in whole numbers of any length: an arbiter without rounding. */
function exactErlangC(people: number, load: number): number {
  // load = top / 16, so that every term is a whole number over the same power.
  const top = BigInt(Math.round(load * 16));
  const n = BigInt(people);
  let term = 1n;
  let sum = 0n;
  for (let k = 0n; k < n; k += 1n) {
    sum += term * power(16n, n - k) * falling(n, k);
    term *= top;
  }
  // Everything is multiplied by n! and 16^n: a^n/n! * n/(n-a) becomes top^n * 16n / (16n - top).
  const all = term * 16n * n;
  const rest = 16n * n - top;
  return Number((all * 10n ** 18n) / (sum * rest + all)) / 1e18;
}
const power = (base: bigint, exponent: bigint) => base ** exponent;
/** n! / k! */
function falling(n: bigint, k: bigint): bigint {
  let product = 1n;
  for (let i = k + 1n; i <= n; i += 1n) product *= i;
  return product;
}

describe('Erlang C', () => {
  test.each([
    // 100 calls of 3 minutes in half an hour: documentation of pyworkforce (pyworkforce.rodrigo-arenas.com, "Queuing").
    [14, 10, 0.1741319335950498],
    // ErlangC of Wolfram Mathematica, as natural logarithms in the unit tests of the Python package capacity_planning.
    [100, 90, Math.exp(-1.5281322446)],
    [10_000, 9_000, Math.exp(-56.8266885378)],
    [100, 10, Math.exp(-143.375505741)],
  ])('agrees with published values to 1e-6: %i people, %f Erlang', (people, load, published) => {
    expect(Math.abs(erlangC(people, load) / published - 1)).toBeLessThan(1e-6);
  });

  test.each([
    // Rios Insua and others, and every book: one, two and three servers in closed form.
    [1, 0.5, 1 / 2],
    [2, 1, 1 / 3],
    [3, 2, 4 / 9],
  ])('agrees with the closed form: %i people, %f Erlang', (people, load, exact) => {
    expect(erlangC(people, load)).toBeCloseTo(exact, 12);
  });

  test('agrees with the formula in whole numbers, for up to four hundred people', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 400 }),
        fc.double({ min: 0.01, max: 0.99, noNaN: true }),
        (people, part) => {
          const load = Math.max(1, Math.round(people * part * 16)) / 16;
          fc.pre(load < people);
          const exact = exactErlangC(people, load);
          expect(Math.abs(erlangC(people, load) - exact)).toBeLessThan(1e-9);
        },
      ),
      { numRuns: 40 },
    );
  });

  test('falls with every person more and rises with the load', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 300 }), fc.double({ min: 0.01, max: 400, noNaN: true }), (people, load) => {
        expect(erlangC(people + 1, load)).toBeLessThanOrEqual(erlangC(people, load));
        expect(erlangC(people, load * 1.1)).toBeGreaterThanOrEqual(erlangC(people, load));
      }),
    );
  });

  test('says how many are answered in time', () => {
    // The same source: how many within a third of a minute.
    expect(answeredWithin(14, { arrivals: 100 / 30, service: 3 }, 20 / 60)).toBeCloseTo(0.8883500191794669, 12);
    expect(answeredWithin(9, { arrivals: 100 / 30, service: 3 }, 20 / 60)).toBe(0);
  });
});

describe('Erlang A', () => {
  const load = { arrivals: 100 / 30, service: 3 };

  test('agrees with published values: the unit tests of pyworkforce, 14 people, patience of 5 minutes', () => {
    const { waiting, abandoned, occupancy, meanWait } = erlangA(14, load, 5);
    expect(waiting).toBeCloseTo(0.14526, 5);
    expect(abandoned).toBeCloseTo(0.013984, 6);
    expect(occupancy).toBeCloseTo(0.704297, 6);
    expect(meanWait).toBeCloseTo(0.069919, 6);
  });

  test('becomes Erlang C as patience grows, and loses nobody', () => {
    const { waiting, abandoned } = erlangA(14, load, 1e7);
    expect(waiting).toBeCloseTo(erlangC(14, 10), 5);
    expect(abandoned).toBeLessThan(1e-6);
  });

  test('is a part between nothing and all, falls with people, rises with arrivals, at any load', () => {
    const rate = fc.double({ min: 0.001, max: 500, noNaN: true });
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 600 }), rate, rate, rate, (people, arrivals, service, patience) => {
        const one = erlangA(people, { arrivals, service }, patience);
        for (const part of [one.waiting, one.abandoned]) {
          expect(part).toBeGreaterThanOrEqual(0);
          expect(part).toBeLessThanOrEqual(1 + 1e-12);
        }
        const more = erlangA(people + 1, { arrivals, service }, patience);
        expect(more.abandoned).toBeLessThanOrEqual(one.abandoned + 1e-9);
        const busier = erlangA(people, { arrivals: arrivals * 1.2, service }, patience);
        expect(busier.abandoned).toBeGreaterThanOrEqual(one.abandoned - 1e-9);
      }),
      { numRuns: 200 },
    );
  });

  test('of a team of nobody everybody leaves; where nobody comes nobody waits', () => {
    expect(erlangA(0, load, 3)).toMatchObject({ waiting: 1, abandoned: 1, meanWait: 3 });
    expect(erlangA(5, { arrivals: 0, service: 3 }, 3)).toEqual({ waiting: 0, abandoned: 0, meanWait: 0, occupancy: 0 });
  });
});

describe('the fewest people', () => {
  const mix = { arrivals: 10, service: 0.94 * 1.5 + 0.06 * 25 };

  test('suffice, and one fewer does not', () => {
    const people = fewestPeople(mix, 3, 0.05) as number;
    expect(erlangA(people, mix, 3).abandoned).toBeLessThanOrEqual(0.05);
    expect(erlangA(people - 1, mix, 3).abandoned).toBeGreaterThan(0.05);
  });

  test('are nobody where nobody comes, and no number where nobody at all may leave', () => {
    expect(fewestPeople({ arrivals: 0, service: 3 }, 3, 0.05)).toBe(0);
    expect(fewestPeople(mix, 3, 0)).toBeUndefined();
    expect(fewestPeople({ arrivals: 1e6, service: 30 }, 3, 0.01)).toBeUndefined();
  });
});

test('what is negative or no number is refused', () => {
  for (const bad of [-1, Number.NaN, Number.POSITIVE_INFINITY]) {
    expect(() => erlangC(5, bad)).toThrow(RangeError);
    expect(() => erlangC(bad, 3)).toThrow(RangeError);
    expect(() => erlangA(5, { arrivals: bad, service: 3 }, 3)).toThrow(RangeError);
    expect(() => erlangA(5, { arrivals: 3, service: bad }, 3)).toThrow(RangeError);
    expect(() => erlangA(5, { arrivals: 3, service: 3 }, bad)).toThrow(RangeError);
    expect(() => fewestPeople({ arrivals: 3, service: 3 }, 3, bad)).toThrow(RangeError);
  }
  expect(() => erlangC(2.5, 1)).toThrow(RangeError);
  expect(() => erlangA(5, { arrivals: 3, service: 3 }, 0)).toThrow(RangeError);
});
