import { platformSigningKey } from '../../documents/index.ts';
import { type Ctx, ok, type Result } from '../../kernel/index.ts';
import { refuse } from '../refusals.ts';
import { stampCertificates } from './ask-time-stamp.ts';
import { type BundleVerdict, verifyCourtBundle } from './verify-court-bundle.ts';

/** Bytes of a bundle that somebody brings to be looked at. */
const BYTES_MOST = 64 * 1024 * 1024;

export interface BundleCheck {
  readonly faults: BundleVerdict['faults'];
  readonly bundle: string | null;
  readonly file: string | null;
  readonly madeAt: string | null;
  readonly artefacts: number;
  readonly timeStamp: 'RFC3161' | 'NONE' | null;
  readonly stampedAt: Date | null;
}

/** The platform's public key for bundles, 32 bytes as hex: what a receiver compares by another way. */
export async function bundlePublicKey(ctx: Ctx): Promise<string> {
  return (await platformSigningKey(ctx.kernel.vault)).publicKey.toString('hex');
}

/**
 * Looks at an opened bundle (the ZIP, after the receiver's age program) that this platform is said to have made. Nothing is kept.
 * Refusals: `bundle.too-large`
 */
export async function checkBundle(ctx: Ctx, bytes: Uint8Array): Promise<Result<BundleCheck>> {
  if (bytes.length > BYTES_MOST) return refuse('bundle.too-large', { field: 'file', facts: { most: BYTES_MOST } });
  const { publicKey } = await platformSigningKey(ctx.kernel.vault);
  const authority = ctx.kernel.config.timeStamps;
  const verdict = verifyCourtBundle(
    bytes,
    publicKey,
    authority ? await stampCertificates(authority.certificatesFile) : [],
  );
  const { manifest } = verdict;
  return ok({
    faults: verdict.faults,
    bundle: manifest?.bundle ?? null,
    file: manifest?.file.reference ?? null,
    madeAt: manifest?.madeAt ?? null,
    artefacts: manifest?.artefacts.length ?? 0,
    timeStamp: manifest?.timeStamp ?? null,
    stampedAt: verdict.stampedAt ?? null,
  });
}
