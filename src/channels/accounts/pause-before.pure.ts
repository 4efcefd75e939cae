/** Milliseconds. */
export const FIRST_PAUSE = 1_000;
export const LONGEST_PAUSE = 300_000;

/**
 * How long a connection that was lost is left alone: twice as long as the last time, and from the beginning where it had held for some
 * minutes.
 */
export function pauseBefore(last: { readonly pause: number; readonly heldMs: number }): number {
  const before = last.heldMs > LONGEST_PAUSE ? 0 : last.pause;
  return Math.min(LONGEST_PAUSE, Math.max(FIRST_PAUSE, before * 2));
}
