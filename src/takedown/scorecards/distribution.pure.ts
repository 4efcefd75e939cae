/** How long things took, as a distribution: never an average, which one forgotten order can double and a hundred quick ones hide. */

export interface Bin {
  /** From this on, and below `to`; null: without an end. */
  readonly from: number;
  readonly to: number | null;
  readonly count: number;
}

export interface Distribution {
  /** All that count, with those that were never done. */
  readonly count: number;
  /** By when a tenth, half and nine tenths of all were done; null where so many never were. */
  readonly p10: number | null;
  readonly p50: number | null;
  readonly p90: number | null;
  readonly bins: readonly Bin[];
  readonly notDone: number;
}

/** The nearest rank of sorted values; null where it is one that was never done, or where there are none. */
function rank(sorted: readonly number[], part: number): number | null {
  const value = sorted[Math.max(0, Math.ceil(part * sorted.length) - 1)];
  return value === undefined || !Number.isFinite(value) ? null : value;
}

/**
 * @param values how long each took, in one unit; infinite where it was never done
 * @param edges where the bins begin, rising from zero
 */
export function distributionOf(values: readonly number[], edges: readonly number[]): Distribution {
  const sorted = values.toSorted((a, b) => a - b);
  const done = sorted.filter(Number.isFinite);
  return {
    count: sorted.length,
    p10: rank(sorted, 0.1),
    p50: rank(sorted, 0.5),
    p90: rank(sorted, 0.9),
    bins: edges.map((from, at) => {
      const to = edges[at + 1] ?? null;
      return { from, to, count: done.filter((one) => one >= from && (to === null || one < to)).length };
    }),
    notDone: sorted.length - done.length,
  };
}
