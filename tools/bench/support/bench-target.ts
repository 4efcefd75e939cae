import type { BenchRow } from '../../bench.ts';

const rounded = (value: number) => Math.round(value * 1_000) / 1_000;

/** A figure that was promised, beside what was measured: the row that says whether it holds. */
export function atMost(what: string, measured: number, limit: number): BenchRow {
  return { what: `target: ${what} <= ${limit}`, measured: rounded(measured), met: measured <= limit };
}

export function atLeast(what: string, measured: number, limit: number): BenchRow {
  return { what: `target: ${what} >= ${limit}`, measured: rounded(measured), met: measured >= limit };
}

/** What is wrong wherever it differs: the command fails. */
export function exactly(what: string, measured: number, wanted: number): BenchRow {
  const met = measured === wanted;
  return { what: `target: ${what} = ${wanted}`, measured, met, failed: !met };
}
