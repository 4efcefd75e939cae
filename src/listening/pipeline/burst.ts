/** Whether a count rises above what it was. Pure. */

/** Under this many nothing is called a rise. */
export const SUPPORT_LEAST = 20;
/** Standard deviations from which on a count has risen. */
export const Z_LEAST = 3;
/** How fast the past fades: each step weighs 0.7 of the one after it. */
const FADE = 0.3;

export interface Burst {
  readonly expected: number;
  readonly observed: number;
  readonly z: number;
  /** 95 % interval of the observed count, as a Poisson law has it (Byar's approximation). */
  readonly low: number;
  readonly high: number;
}

/**
 * Compares the last of equal steps of time with what the steps before lead one to expect: an exponentially weighted mean,
 * and a Poisson law around it. What nobody had seen before is expected half a time, so that a first few do not shine.
 */
export function burstOf(steps: readonly number[]): Burst {
  const observed = steps.at(-1) ?? 0;
  let mean: number | undefined;
  for (const count of steps.slice(0, -1)) mean = mean === undefined ? count : FADE * count + (1 - FADE) * mean;
  const expected = Math.max(0.5, mean ?? 0);
  return { expected, observed, z: (observed - expected) / Math.sqrt(expected), ...byar(observed) };
}

function byar(count: number): { low: number; high: number } {
  const z = 1.959964;
  const more = count + 1;
  return {
    low: count === 0 ? 0 : count * (1 - 1 / (9 * count) - z / (3 * Math.sqrt(count))) ** 3,
    high: more * (1 - 1 / (9 * more) + z / (3 * Math.sqrt(more))) ** 3,
  };
}

/** Counts by step, oldest first, from counts at times. */
export function stepsOf(
  counts: readonly { readonly at: Date; readonly n: number }[],
  end: Date,
  step: number,
  steps: number,
): number[] {
  const result = new Array<number>(steps).fill(0);
  for (const { at, n } of counts) {
    const back = Math.floor((end.getTime() - 1 - at.getTime()) / step);
    if (back >= 0 && back < steps) result[steps - 1 - back] = (result[steps - 1 - back] as number) + n;
  }
  return result;
}
