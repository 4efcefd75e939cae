import { constants, generateKeyPairSync, type KeyObject, publicEncrypt, randomBytes, sign } from 'node:crypto';

/**
 * What a device does with a token, for tests: draws, blinds and unblinds it (RFC 9474, Blind and Finalize). The encoding of PSS does not
 * hang on the key, only on its length: it is read out of a signature under another key of that length.
 */

const ENCODER = generateKeyPairSync('rsa', { modulusLength: 2_048 });
const PSS = { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 48 };

export interface BlindedToken {
  readonly token: Buffer;
  readonly blinded: Buffer;
  unblind(signature: Uint8Array): Buffer;
}

export function blindToken(publicKey: KeyObject, token: Buffer = randomBytes(64)): BlindedToken {
  const { n: modulus = '', e: exponent = '' } = publicKey.export({ format: 'jwk' });
  const [n, e] = [numberOf(Buffer.from(modulus, 'base64url')), numberOf(Buffer.from(exponent, 'base64url'))];
  const signature = sign('sha384', token, { key: ENCODER.privateKey, ...PSS });
  const encoded = numberOf(publicEncrypt({ key: ENCODER.publicKey, padding: constants.RSA_NO_PADDING }, signature));
  const r = numberOf(randomBytes(255));
  const inverse = inverseOf(r, n);
  return {
    token,
    blinded: bytesOf((encoded * power(r, e, n)) % n),
    unblind: (blind) => bytesOf((numberOf(blind) * inverse) % n),
  };
}

export const numberOf = (bytes: Uint8Array): bigint => BigInt(`0x${Buffer.from(bytes).toString('hex')}`);
const bytesOf = (number: bigint): Buffer => Buffer.from(number.toString(16).padStart(512, '0'), 'hex');

export function power(base: bigint, exponent: bigint, modulus: bigint): bigint {
  let result = 1n;
  for (let [b, e] = [base % modulus, exponent]; e > 0n; e >>= 1n, b = (b * b) % modulus)
    if (e & 1n) result = (result * b) % modulus;
  return result;
}

export function inverseOf(value: bigint, modulus: bigint): bigint {
  let [r, next, t, after] = [modulus, value % modulus, 0n, 1n];
  while (next !== 0n) {
    const quotient = r / next;
    [r, next] = [next, r - quotient * next];
    [t, after] = [after, t - quotient * after];
  }
  return ((t % modulus) + modulus) % modulus;
}
