import type { BenchRow } from '../bench.ts';
import { exactly } from './support/bench-target.ts';
import { tryExports } from './support/random-alert-exports.testing.ts';

/**
 * `npm run bench -- marking [exports]`: a million random exports of alerts, each decided by what decides at the exit and looked at by rules
 * written anew: nothing above its marking, never a child's field.
 */
export default async function marking(args: readonly string[]): Promise<readonly BenchRow[]> {
  const count = Number(args[0] ?? 1_000_000);
  const from = performance.now();
  const { left, wrong, acts } = tryExports(count, Date.now());
  return [
    { what: 'random exports', count, left, seconds: Math.round(performance.now() - from) / 1_000 },
    exactly('exports above their marking, or of a child', wrong, 0),
    exactly('exports to act by that may only be compared', acts, 0),
  ];
}
