import { bundleKey, sampleBundle } from '../../src/offences/bundles/bundles.testing.ts';
import { sealFor } from '../../src/offences/bundles/seal-for.ts';
import { verifyCourtBundle } from '../../src/offences/bundles/verify-court-bundle.ts';
import type { BenchRow } from '../bench.ts';
import { atMost, exactly } from './support/bench-target.ts';

/**
 * `npm run bench -- bundle [items]`: a court bundle of 10,000 items of 2 KB, each with its chain: hashed, described, signed, packed and
 * sealed to a unit; then verified.
 */
export default async function bundle(args: readonly string[]): Promise<readonly BenchRow[]> {
  const count = Number(args[0] ?? 10_000);
  const { generateIdentity, identityToRecipient } = await import('age-encryption');
  const recipient = await identityToRecipient(await generateIdentity());
  // The first one reads the code.
  await sampleBundle(10);
  const from = performance.now();
  const made = await sampleBundle(count, { size: 2_000 });
  const packed = performance.now();
  const sealed = await sealFor(recipient, made);
  const done = performance.now();
  const { faults } = verifyCourtBundle(made, bundleKey.publicKey);
  const verified = performance.now();
  const seconds = (a: number, b: number) => Math.round(b - a) / 1_000;
  return [
    { what: 'items', count, bytes: sealed.length },
    { what: 'made and packed', seconds: seconds(from, packed) },
    { what: 'sealed by age', seconds: seconds(packed, done) },
    { what: 'verified', seconds: seconds(done, verified) },
    atMost(`seconds for a bundle of ${count} items`, seconds(from, done), 5),
    exactly('faults of a sound bundle', faults.length, 0),
  ];
}
