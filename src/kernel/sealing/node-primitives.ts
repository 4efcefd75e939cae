import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createPrivateKey,
  createPublicKey,
  createSecretKey,
  diffieHellman,
  generateKeyPairSync,
  type Hmac,
  KeyObject,
} from 'node:crypto';
import { type DhkemPrimitives, HkdfSha256Native } from '@hpke/common';
import { type AeadEncryptionContext, Aes256Gcm } from '@hpke/core';

/**
 * What HPKE computes with, on node:crypto. The library would do the same through WebCrypto, whose some thirty small jobs
 * for one sealed key each wait for a thread: four times the work of the whole of a filing's other sealing. The protocol
 * (RFC 9180) stays the library's; the vectors of the RFC and the library on WebCrypto are the oracles in the test.
 */

/** HKDF-SHA256 (RFC 5869). */
export class NodeHkdf extends HkdfSha256Native {
  override async extract(salt: ArrayBufferLike | ArrayBufferView, ikm: ArrayBufferLike | ArrayBufferView) {
    return exact(this.#extract(salt, ikm));
  }

  override async expand(
    prk: ArrayBufferLike | ArrayBufferView,
    info: ArrayBufferLike | ArrayBufferView,
    length: number,
  ) {
    return this.#expand(view(prk), view(info), length);
  }

  override async extractAndExpand(
    salt: ArrayBufferLike | ArrayBufferView,
    ikm: ArrayBufferLike | ArrayBufferView,
    info: ArrayBufferLike | ArrayBufferView,
    length: number,
  ) {
    return this.#expand(this.#extract(salt, ikm), view(info), length);
  }

  #extract(salt: ArrayBufferLike | ArrayBufferView, ikm: ArrayBufferLike | ArrayBufferView): Buffer {
    return hmac(view(salt)).update(view(ikm)).digest();
  }

  #expand(prk: Uint8Array, info: Uint8Array, length: number): ArrayBuffer {
    if (length > 255 * this.hashSize) throw new RangeError(`HKDF gives at most ${255 * this.hashSize} bytes`);
    const blocks: Buffer[] = [];
    for (let block = Buffer.alloc(0), n = 1; (n - 1) * this.hashSize < length; n += 1) {
      block = hmac(prk).update(block).update(info).update(Uint8Array.of(n)).digest();
      blocks.push(block);
    }
    return exact(Buffer.concat(blocks, length));
  }
}

/** A key object first: an HMAC that is made with bare bytes costs four times as much. */
function hmac(key: Uint8Array): Hmac {
  return createHmac('sha256', createSecretKey(key));
}

/** AES-256-GCM with the tag at the end, as WebCrypto writes it. */
export class NodeAes256Gcm extends Aes256Gcm {
  override createEncryptionContext(key: ArrayBufferLike | ArrayBufferView): AeadEncryptionContext {
    const secret = Buffer.from(view(key));
    return {
      async seal(iv, data, aad) {
        const cipher = createCipheriv('aes-256-gcm', secret, view(iv)).setAAD(view(aad));
        return exact(Buffer.concat([cipher.update(view(data)), cipher.final(), cipher.getAuthTag()]));
      },
      async open(iv, data, aad) {
        const sealed = view(data);
        const tagAt = sealed.length - 16;
        if (tagAt < 0) throw new RangeError('sealed bytes are shorter than their tag');
        const decipher = createDecipheriv('aes-256-gcm', secret, view(iv), { authTagLength: 16 })
          .setAAD(view(aad))
          .setAuthTag(sealed.subarray(tagAt));
        return exact(Buffer.concat([decipher.update(sealed.subarray(0, tagAt)), decipher.final()]));
      },
    };
  }
}

const KEY_BYTES = 32;
/** What stands before the 32 bytes of a key in its DER form (RFC 8410). */
const SPKI = Buffer.from('302a300506032b656e032100', 'hex');
const PKCS8 = Buffer.from('302e020100300506032b656e04220420', 'hex');

/** X25519. The library calls its keys `CryptoKey` and hands them back unopened; here they are node's key objects. */
export class NodeX25519 implements DhkemPrimitives {
  readonly #hkdf: NodeHkdf;

  constructor(hkdf: NodeHkdf) {
    this.#hkdf = hkdf;
  }

  async serializePublicKey(key: CryptoKey) {
    return rawPart(keyObject(key).export({ format: 'jwk' }).x);
  }

  async deserializePublicKey(raw: ArrayBufferLike | ArrayBufferView) {
    return cryptoKey(createPublicKey({ key: der(SPKI, raw), format: 'der', type: 'spki' }));
  }

  async serializePrivateKey(key: CryptoKey) {
    return rawPart(keyObject(key).export({ format: 'jwk' }).d);
  }

  async deserializePrivateKey(raw: ArrayBufferLike | ArrayBufferView) {
    return cryptoKey(createPrivateKey({ key: der(PKCS8, raw), format: 'der', type: 'pkcs8' }));
  }

  async importKey(format: 'raw' | 'jwk', key: ArrayBuffer | JsonWebKey, isPublic: boolean) {
    if (format !== 'raw' || !(key instanceof ArrayBuffer)) throw new TypeError('only raw keys are read');
    return isPublic ? this.deserializePublicKey(key) : this.deserializePrivateKey(key);
  }

  async generateKeyPair() {
    const { publicKey, privateKey } = generateKeyPairSync('x25519');
    return { publicKey: cryptoKey(publicKey), privateKey: cryptoKey(privateKey) };
  }

  /** RFC 9180, 7.1.3. */
  async deriveKeyPair(ikm: ArrayBufferLike | ArrayBufferView) {
    const prk = await this.#hkdf.labeledExtract(new ArrayBuffer(0), Buffer.from('dkp_prk'), view(ikm));
    const privateKey = await this.deserializePrivateKey(
      await this.#hkdf.labeledExpand(prk, Buffer.from('sk'), new Uint8Array(0), KEY_BYTES),
    );
    return { privateKey, publicKey: await this.derivePublicKey(privateKey) };
  }

  async derivePublicKey(key: CryptoKey) {
    return cryptoKey(createPublicKey(keyObject(key)));
  }

  async dh(privateKey: CryptoKey, publicKey: CryptoKey) {
    return exact(diffieHellman({ privateKey: keyObject(privateKey), publicKey: keyObject(publicKey) }));
  }
}

/** One member of a key's JWK form; the way to the raw bytes that costs least. */
function rawPart(member: string | undefined): ArrayBuffer {
  if (member === undefined) throw new TypeError('the key has no such part');
  return exact(Buffer.from(member, 'base64url'));
}

function cryptoKey(key: KeyObject): CryptoKey {
  return key as unknown as CryptoKey;
}

function keyObject(key: CryptoKey): KeyObject {
  const candidate: unknown = key;
  if (candidate instanceof KeyObject) return candidate;
  throw new TypeError('a key of another engine');
}

function der(prefix: Buffer, raw: ArrayBufferLike | ArrayBufferView): Buffer {
  const bytes = view(raw);
  if (bytes.length !== KEY_BYTES) throw new RangeError(`an X25519 key has ${KEY_BYTES} bytes, not ${bytes.length}`);
  return Buffer.concat([prefix, bytes]);
}

function view(bytes: ArrayBufferLike | ArrayBufferView): Uint8Array {
  return ArrayBuffer.isView(bytes)
    ? new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    : new Uint8Array(bytes);
}

/** A Buffer may be a window on a larger pool; the library takes the whole of what it is given. */
function exact(bytes: Uint8Array): ArrayBuffer {
  return new Uint8Array(bytes).buffer;
}
