import { bundleKey, sampleBundle } from '../../../src/offences/bundles/bundles.testing.ts';
import { sealFor } from '../../../src/offences/bundles/seal-for.ts';
import { verifyCourtBundle } from '../../../src/offences/bundles/verify-court-bundle.ts';

const seconds = (from: number, to: number) => Math.round(to - from) / 1_000;

/** Makes a bundle of so many items of 2 KB, seals it to a unit and verifies it; how many seconds each took. */
export async function timeCourtBundle(count: number) {
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
  return {
    bytes: sealed.length,
    faults: faults.length,
    packed: seconds(from, packed),
    sealed: seconds(packed, done),
    verified: seconds(done, performance.now()),
    whole: seconds(from, done),
  };
}
