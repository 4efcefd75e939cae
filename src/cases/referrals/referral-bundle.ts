import type { BundleManifest } from '../../documents/index.ts';

/** The manifest of a referral that leaves the platform, and of the answer to it. */
export interface ReferralManifest extends BundleManifest {
  readonly kind: 'referral' | 'answer';
  readonly referral: string;
  /** age recipient by which the sender takes an answer. */
  readonly answerTo?: { readonly recipient: string };
}
