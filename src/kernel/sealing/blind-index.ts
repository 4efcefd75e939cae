import { createHmac } from 'node:crypto';
import type { Vault } from './vault.ts';

/** HMAC-SHA256 of the parts, one after the other, under a secret that the vault derives for a purpose. 32 bytes. */
export async function keyedDigest(
  vault: Pick<Vault, 'derive'>,
  purpose: string,
  ...parts: readonly (string | Uint8Array)[]
): Promise<Buffer> {
  const digest = createHmac('sha256', await vault.derive(purpose));
  for (const part of parts) digest.update(part);
  return digest.digest();
}

/**
 * A blind index: the same value gives the same 32 bytes, and without the vault's secret neither
 * the value nor a guess of it can be checked. `kind` keeps a phone number from matching an account.
 */
export async function blindIndex(vault: Pick<Vault, 'derive'>, kind: string, normalised: string): Promise<Buffer> {
  return keyedDigest(vault, `blind-index|${kind}`, normalised);
}
