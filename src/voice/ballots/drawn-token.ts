import { randomBytes, timingSafeEqual } from 'node:crypto';
import { type Kernel, keyedDigest } from '../../kernel/index.ts';
import { TOKEN_BYTES } from './blind-token.ts';

/**
 * A token that the server draws: for a page without script, and for slips of a class. Half of it is random, half shows that it is ours, so
 * that none is stored. Whoever changes the program could follow it: the box says which ballots came this way.
 */
export type DrawnWay = 'DRAWN' | 'SLIP';

const HALF = TOKEN_BYTES / 2;

const proofOf = (kernel: Kernel, consultation: string, way: DrawnWay, random: Uint8Array): Promise<Buffer> =>
  keyedDigest(kernel.vault, 'voice-drawn-token', `${consultation}|${way}|`, random);

export async function newDrawnToken(kernel: Kernel, consultation: string, way: DrawnWay): Promise<Buffer> {
  const random = randomBytes(HALF);
  return Buffer.concat([random, await proofOf(kernel, consultation, way, random)]);
}

/** Whether we drew it, for this consultation and this way. */
export async function isDrawnToken(
  kernel: Kernel,
  consultation: string,
  way: DrawnWay,
  token: Uint8Array,
): Promise<boolean> {
  if (token.length !== TOKEN_BYTES) return false;
  const proof = await proofOf(kernel, consultation, way, token.subarray(0, HALF));
  return timingSafeEqual(proof, token.subarray(HALF));
}
