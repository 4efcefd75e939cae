/** How far two people who decided the same post apart agree. Pure. */

/** Pairs under which a figure says nothing. */
const PAIRS_LEAST = 20;

/** Two blind decisions on one post: whether each found any harm. */
export interface Pair {
  readonly one: boolean;
  readonly other: boolean;
}

/**
 * Cohen's kappa, which takes away the agreement that chance alone gives: 1 is full agreement, 0 is chance. Null under 20
 * pairs; 1 where all said the same thing, since chance then has nothing to take away.
 */
export function agreement(pairs: readonly Pair[]): { readonly value: number; readonly pairs: number } | null {
  if (pairs.length < PAIRS_LEAST) return null;
  const share = (of: (pair: Pair) => boolean) => pairs.filter(of).length / pairs.length;
  const observed = share(({ one, other }) => one === other);
  const [first, second] = [share(({ one }) => one), share(({ other }) => other)];
  const expected = first * second + (1 - first) * (1 - second);
  return { value: expected === 1 ? 1 : (observed - expected) / (1 - expected), pairs: pairs.length };
}
