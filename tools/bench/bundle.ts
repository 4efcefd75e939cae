import type { BenchRow } from '../bench.ts';
import { atMost, exactly } from './support/bench-target.ts';
import { timeCourtBundle } from './support/court-bundles.testing.ts';

/**
 * `npm run bench -- bundle [items]`: a court bundle of 10,000 items of 2 KB, each with its chain: hashed, described, signed, packed and
 * sealed to a unit; then verified.
 */
export default async function bundle(args: readonly string[]): Promise<readonly BenchRow[]> {
  const count = Number(args[0] ?? 10_000);
  const { bytes, faults, packed, sealed, verified, whole } = await timeCourtBundle(count);
  return [
    { what: 'items', count, bytes },
    { what: 'made and packed', seconds: packed },
    { what: 'sealed by age', seconds: sealed },
    { what: 'verified', seconds: verified },
    atMost(`seconds for a bundle of ${count} items`, whole, 5),
    exactly('faults of a sound bundle', faults, 0),
  ];
}
