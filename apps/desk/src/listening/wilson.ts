/** A share with its 95 % interval by Wilson's score (1927), which holds for few and for rare. All between 0 and 1. */
export function wilson(share: number, sample: number): { value: number; low: number; high: number } {
  if (sample <= 0) return { value: share, low: 0, high: 1 };
  const z = 1.959_964;
  const middle = (share + (z * z) / (2 * sample)) / (1 + (z * z) / sample);
  const half =
    (z / (1 + (z * z) / sample)) * Math.sqrt((share * (1 - share)) / sample + (z * z) / (4 * sample * sample));
  return { value: share, low: Math.max(0, middle - half), high: Math.min(1, middle + half) };
}
