import {
  constants,
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPair,
  type KeyObject,
  privateDecrypt,
  publicEncrypt,
  verify,
} from 'node:crypto';
import { promisify } from 'node:util';

/**
 * Blind tokens: RSABSSA-SHA384-PSS-Randomized (RFC 9474, sections 4 and 5). A device draws a token, blinds it and has it signed; what it
 * votes with later, the issuer has never seen. Blindness hides who votes and stops nobody from voting often: that hangs on who gets a token.
 * The server signs by the raw private operation of OpenSSL, which blinds on its own and runs in constant time; a library in JavaScript
 * takes three thousand times as long for the same bytes. Blinding and unblinding are done by the device alone.
 */

const BITS = 2_048;
/** Bytes of a signature and of a blinded message. */
export const SIGNATURE_BYTES = BITS / 8;
/** The random prefix of the randomized variant, and the random message behind it. */
export const TOKEN_BYTES = 64;
const SALT_BYTES = 48;

const generate = promisify(generateKeyPair);

/** What a consultation issues with: the public half for everybody, the private one sealed, and gone when it closes. Both in DER. */
export interface IssuerKey {
  readonly publicKey: Buffer;
  readonly privateKey: Buffer;
}

/** The private half as it is sealed: DER in base64. */
export interface IssuerSecret {
  readonly privateKey: string;
}

export async function newIssuerKey(): Promise<IssuerKey> {
  const { publicKey, privateKey } = await generate('rsa', { modulusLength: BITS, publicExponent: 0x10001 });
  return {
    publicKey: publicKey.export({ type: 'spki', format: 'der' }),
    privateKey: privateKey.export({ type: 'pkcs8', format: 'der' }),
  };
}

export const readPublicKey = (der: Uint8Array): KeyObject =>
  createPublicKey({ key: Buffer.from(der), format: 'der', type: 'spki' });
export const readPrivateKey = (der: Uint8Array): KeyObject =>
  createPrivateKey({ key: Buffer.from(der), format: 'der', type: 'pkcs8' });

/**
 * Signs what a device has blinded (RFC 9474, BlindSign), and looks whether the signature is right before it leaves: a fault in the
 * arithmetic could give the key away.
 * @param blinded as long as the modulus, a number below it
 * @returns the blind signature, as long; undefined where the bytes are none that can be signed
 */
export function signBlinded(privateKey: KeyObject, blinded: Uint8Array): Buffer | undefined {
  const padding = constants.RSA_NO_PADDING;
  const bytes = Buffer.from(blinded);
  const bits = privateKey.asymmetricKeyDetails?.modulusLength ?? 0;
  if (bytes.length !== Math.ceil(bits / 8)) return undefined;
  try {
    const signature = privateDecrypt({ key: privateKey, padding }, bytes);
    return publicEncrypt({ key: createPublicKey(privateKey), padding }, signature).equals(bytes)
      ? signature
      : undefined;
  } catch {
    // OpenSSL refuses a number that is not below the modulus.
    return undefined;
  }
}

/** Whether a token was signed with this key. A false one, of any length, is false and no error. */
export function tokenHolds(publicKey: KeyObject, token: Uint8Array, signature: Uint8Array): boolean {
  try {
    return verify(
      'sha384',
      token,
      { key: publicKey, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: SALT_BYTES },
      signature,
    );
  } catch {
    return false;
  }
}

/** The receipt of a ballot: SHA-256 of its token in hexadecimal digits. It stands in the public list, where only who has the token knows it. */
export function receiptOf(token: Uint8Array): string {
  return createHash('sha256').update(token).digest('hex');
}
