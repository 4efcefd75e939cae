import { Dhkem, KemId } from '@hpke/common';
import { CipherSuite } from '@hpke/core';
import { NodeAes256Gcm, NodeHkdf, NodeX25519 } from './node-primitives.ts';

/**
 * RFC 9180, base mode: DHKEM(X25519, HKDF-SHA256), HKDF-SHA256, AES-256-GCM. The browser has the
 * same suite through WebCrypto, so a report sealed there needs no other format.
 */
class NodeDhkem extends Dhkem {
  override readonly secretSize = 32;
  override readonly encSize = 32;
  override readonly publicKeySize = 32;
  override readonly privateKeySize = 32;

  constructor() {
    const hkdf = new NodeHkdf();
    super(KemId.DhkemX25519HkdfSha256, new NodeX25519(hkdf), hkdf);
  }
}

export const suite = new CipherSuite({ kem: new NodeDhkem(), kdf: new NodeHkdf(), aead: new NodeAes256Gcm() });
const ENCAPSULATED = 32;

export interface KeyPairBytes {
  readonly publicKey: Uint8Array;
  readonly privateKey: Uint8Array;
}

export async function generateKeyPair(): Promise<KeyPairBytes> {
  const pair = await suite.kem.generateKeyPair();
  return {
    publicKey: new Uint8Array(await suite.kem.serializePublicKey(pair.publicKey)),
    privateKey: new Uint8Array(await suite.kem.serializePrivateKey(pair.privateKey)),
  };
}

/** `encapsulated key (32) | ciphertext`; `info` binds the wrap to its data key, desk and version. */
export async function sealTo(publicKey: CryptoKey, info: string, plain: Uint8Array): Promise<Uint8Array> {
  const sender = await suite.createSenderContext({ recipientPublicKey: publicKey, info: bytes(info) });
  const body = await sender.seal(exact(plain));
  return Buffer.concat([Buffer.from(sender.enc), Buffer.from(body)]);
}

/** @throws when the private key or `info` is another than at sealing */
export async function openWith(privateKey: CryptoKey, info: string, sealed: Uint8Array): Promise<Uint8Array> {
  const recipient = await suite.createRecipientContext({
    recipientKey: privateKey,
    enc: exact(sealed.subarray(0, ENCAPSULATED)),
    info: bytes(info),
  });
  return new Uint8Array(await recipient.open(exact(sealed.subarray(ENCAPSULATED))));
}

export function importPublicKey(raw: Uint8Array): Promise<CryptoKey> {
  return suite.kem.deserializePublicKey(exact(raw));
}

export function importPrivateKey(raw: Uint8Array): Promise<CryptoKey> {
  return suite.kem.deserializePrivateKey(exact(raw));
}

function bytes(text: string): ArrayBuffer {
  return exact(new TextEncoder().encode(text));
}

/** A Buffer may be a window on a larger pool; WebCrypto must see these bytes and no more. */
function exact(view: Uint8Array): ArrayBuffer {
  return new Uint8Array(view).buffer;
}
