/** Posts that say the same. Pure rules; the bands and signatures are those of the module `text`. */
import { DAY } from '../../kernel/index.ts';
import { similarity } from '../../text/index.ts';

/** Letters and digits of a text under which only an exact copy is the same: short texts are alike by chance. */
export const NEAR_LEAST = 40;
/** The part of 5-grams in common from which on two texts say the same. */
export const NEAR_SHARE = 0.7;
/** Versions of the stage; a pipeline names it. */
export const CLUSTER_VERSION = '1';

/** A cluster alerts once for a label in so many milliseconds. */
export const WINDOW = 7 * DAY;

export function windowOf(at: Date): Date {
  return new Date(Math.floor(at.getTime() / WINDOW) * WINDOW);
}

export interface Likeness {
  readonly cluster: string;
  readonly signature: Uint32Array;
}

/** The most alike of the candidates, where one is alike enough. */
export function nearest(signature: Uint32Array, candidates: Iterable<Likeness>): string | undefined {
  let best: string | undefined;
  let most = NEAR_SHARE;
  for (const candidate of candidates) {
    const share = similarity(signature, candidate.signature);
    // The same choice whatever the order they came in.
    if (
      share > most ||
      (share === most && best !== undefined && candidate.cluster < best) ||
      (share === most && best === undefined)
    ) {
      most = share;
      best = candidate.cluster;
    }
  }
  return best;
}

export function signatureBytes(signature: Uint32Array): Buffer {
  return Buffer.from(signature.buffer, signature.byteOffset, signature.byteLength);
}

export function signatureOf(bytes: Uint8Array): Uint32Array {
  return new Uint32Array(new Uint8Array(bytes).buffer);
}
