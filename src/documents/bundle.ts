import { createHash, createPrivateKey, createPublicKey, type KeyObject, sign, verify } from 'node:crypto';
import type { Vault } from '../kernel/index.ts';

/**
 * A hand-over file for an agency that is not on the platform: four lines, `la-chan-bundle/1`, a manifest in the clear
 * (base64 of JSON: ids, agencies, times, digest; nothing of a person), its Ed25519 signature, and the age-encrypted
 * content. The manifest holds the digest of the content, the signature covers the manifest, and the text has one spelling
 * only, so one changed byte anywhere is refused. Any age program opens the fourth line's bytes with the receiver's key.
 * A module adds what it needs to the manifest.
 */
export interface BundleManifest {
  readonly kind: string;
  readonly from: string;
  readonly to: string;
  /** ISO 8601. */
  readonly madeAt: string;
  /** SHA-256 of the encrypted content, hex. */
  readonly digest: string;
}

/** The age format; read when the first file is made or opened, since a start needs none of its hundred modules. */
export const age = () => import('age-encryption');

const FORMAT = 'la-chan-bundle/1';
const BASE64 = '[A-Za-z0-9+/]+={0,2}';
const SHAPE = new RegExp(`^${FORMAT}\n(${BASE64})\n(${BASE64})\n(${BASE64})\n$`);
const PKCS8 = Buffer.from('302e020100300506032b657004220420', 'hex');
const SPKI = Buffer.from('302a300506032b6570032100', 'hex');

/** The platform's signing key for hand-over files; it follows from the vault and is stored nowhere. */
export async function platformSigningKey(vault: Vault): Promise<{ sign: KeyObject; publicKey: Buffer }> {
  return signingKeyOf(await vault.derive('bundle-signing'));
}

/** An Ed25519 key from its 32 secret bytes. */
export function signingKeyOf(seed: Uint8Array): { sign: KeyObject; publicKey: Buffer } {
  const key = createPrivateKey({ key: Buffer.concat([PKCS8, seed]), format: 'der', type: 'pkcs8' });
  return { sign: key, publicKey: createPublicKey(key).export({ format: 'der', type: 'spki' }).subarray(SPKI.length) };
}

/** Encrypts to the recipient, describes, signs. */
export async function makeBundle(input: {
  manifest: Omit<BundleManifest, 'digest'> & Readonly<Record<string, unknown>>;
  content: unknown;
  recipient: string;
  key: KeyObject;
}): Promise<string> {
  const { Encrypter } = await age();
  const encrypter = new Encrypter();
  encrypter.addRecipient(input.recipient);
  const sealed = Buffer.from(await encrypter.encrypt(JSON.stringify(input.content)));
  const manifest = Buffer.from(
    JSON.stringify({ ...input.manifest, digest: createHash('sha256').update(sealed).digest('hex') }),
  );
  return [
    FORMAT,
    manifest.toString('base64'),
    sign(null, manifest, input.key).toString('base64'),
    sealed.toString('base64'),
    '',
  ].join('\n');
}

/** Reads a bundle: the manifest where shape, signature and digest are right, else undefined. Nothing is decrypted before that. */
export function verifyBundle<M extends BundleManifest>(
  text: string,
  signer: Uint8Array,
): { readonly manifest: M; readonly sealed: Buffer } | undefined {
  const parts = SHAPE.exec(text);
  if (!parts) return undefined;
  const [manifest, signature, sealed] = parts.slice(1).map((part) => Buffer.from(part, 'base64')) as [
    Buffer,
    Buffer,
    Buffer,
  ];
  // Base64 has spare bits at its end: only the spelling that we would write is taken.
  if ([manifest, signature, sealed].some((bytes, place) => bytes.toString('base64') !== parts[place + 1]))
    return undefined;
  const key = createPublicKey({ key: Buffer.concat([SPKI, signer]), format: 'der', type: 'spki' });
  if (!verify(null, manifest, key, signature)) return undefined;
  const read = JSON.parse(manifest.toString('utf8')) as M;
  return createHash('sha256').update(sealed).digest('hex') === read.digest ? { manifest: read, sealed } : undefined;
}

/** Decrypts what `verifyBundle` let through. @throws where the identity is not the one it was encrypted to */
export async function openBundle(sealed: Uint8Array, identity: string): Promise<unknown> {
  const { Decrypter } = await age();
  const decrypter = new Decrypter();
  decrypter.addIdentity(identity);
  return JSON.parse(await decrypter.decrypt(sealed, 'text'));
}
