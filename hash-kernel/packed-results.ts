import { type Match, type MatchResult, NO_MATCHES } from './matcher.ts';

/**
 * Results as one array that moves between threads without being copied object by object: for each query the number
 * of matches and 1 or 0 for truncated, then id and distance of each match.
 */
export function packResults(results: readonly MatchResult[]): Uint32Array<ArrayBuffer> {
  const words = results.reduce((sum, result) => sum + 2 + 2 * result.matches.length, 0);
  const packed = new Uint32Array(words);
  let at = 0;
  for (const { matches, truncated } of results) {
    packed[at++] = matches.length;
    packed[at++] = Number(truncated);
    for (const match of matches) {
      packed[at++] = match.id;
      packed[at++] = match.distance;
    }
  }
  return packed;
}

/** The results that `packResults` packed. */
export function unpackResults(packed: Uint32Array): MatchResult[] {
  const results: MatchResult[] = [];
  for (let at = 0; at < packed.length; ) {
    const count = packed[at++] as number;
    const truncated = packed[at++] === 1;
    if (count === 0 && !truncated) {
      results.push(NO_MATCHES);
      continue;
    }
    const matches: Match[] = [];
    for (let i = 0; i < count; i++, at += 2) {
      matches.push({ id: packed[at] as number, distance: packed[at + 1] as number });
    }
    results.push({ matches, truncated });
  }
  return results;
}
