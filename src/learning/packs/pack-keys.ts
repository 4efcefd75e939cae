import { createHash, createPrivateKey, createPublicKey, type KeyObject, sign } from 'node:crypto';
import type { Vault } from '../../kernel/index.ts';
import type { PackKey } from './check-pack.pure.ts';
import { type PackFacts, signedPack, unsignedPack } from './pack-format.pure.ts';

/** Before the 32 bytes of a seed: a private key of Ed25519 as PKCS #8 (RFC 8410). */
const PKCS8_ED25519 = Buffer.from('302e020100300506032b657004220420', 'hex');

/** The key that signs packs. It follows from the vault, so every process has the same, and a rotation of the root key leaves it. */
export async function packSigningKey(vault: Pick<Vault, 'derive'>): Promise<KeyObject> {
  const der = Buffer.concat([PKCS8_ED25519, await vault.derive('learning-packs')]);
  return createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
}

/** Its public half, as pages give it to telephones. */
export function publicPackKey(key: KeyObject): PackKey {
  const { x = '' } = createPublicKey(key).export({ format: 'jwk' });
  const raw = Buffer.from(x, 'base64url');
  return { name: createHash('sha256').update(raw).digest('hex').slice(0, 16), key: raw.toString('base64') };
}

/** Signs a page. @throws RangeError where it is too large for a pack */
export function signPack(page: string, facts: PackFacts, key: KeyObject): Buffer {
  const unsigned = unsignedPack(page, facts);
  return Buffer.from(signedPack(unsigned, publicPackKey(key).name, sign(null, unsigned, key)));
}
