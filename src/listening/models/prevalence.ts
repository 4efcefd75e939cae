/** What part of all posts carries a label, from the random audit. Pure. */

import type { Share } from '../listening-view.ts';
import type { LabelCode } from '../review/label.ts';

/** An audited post: what people found, and with which probability it was in the audit at all. */
export interface Audited {
  readonly labels: readonly (readonly string[])[];
  readonly probability: number;
}

/** Audited posts under which a share says nothing. */
export const AUDITED_LEAST = 30;
const Z = 1.959964;

/**
 * The share of posts with a label: each audited post stands for one over its probability (Horvitz-Thompson, in the form
 * of Hájek, since how many posts there are is estimated from the same sample). The interval is Wilson's at Kish's
 * effective sample size: it is honest at shares near nothing, where the bootstrap says nothing. Where two people decided,
 * each counts half. Null under 30 audited posts.
 */
export function prevalenceOf(audited: readonly Audited[], code: LabelCode): Share | null {
  if (audited.length < AUDITED_LEAST) return null;
  let weights = 0;
  let squares = 0;
  let found = 0;
  for (const { labels, probability } of audited) {
    const weight = 1 / probability;
    weights += weight;
    squares += weight * weight;
    found += weight * (labels.filter((given) => given.includes(code)).length / labels.length);
  }
  const share = found / weights;
  return { ...wilson(share, (weights * weights) / squares), value: share, sample: audited.length };
}

/** Wilson's 95 % interval of a share at a sample size, which need not be whole. */
export function wilson(share: number, sample: number): { readonly low: number; readonly high: number } {
  const spread = Z * Z;
  const centre = (share + spread / (2 * sample)) / (1 + spread / sample);
  const half = (Z / (1 + spread / sample)) * Math.sqrt((share * (1 - share)) / sample + spread / (4 * sample * sample));
  // At the ends the interval ends there: what is left over is the last digit of a reckoning.
  return { low: share === 0 ? 0 : Math.max(0, centre - half), high: share === 1 ? 1 : Math.min(1, centre + half) };
}
