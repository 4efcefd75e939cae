/** The value below which the given part of the sample lies (nearest rank), rounded to hundredths. */
export function quantile(sample: readonly number[], part: number): number {
  const sorted = [...sample].sort((a, b) => a - b);
  const value = sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * part) - 1)] ?? Number.NaN;
  return Math.round(value * 100) / 100;
}
