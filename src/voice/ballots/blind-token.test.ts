import { createPrivateKey, createPublicKey, randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { newIssuerKey, readPrivateKey, readPublicKey, receiptOf, signBlinded, tokenHolds } from './blind-token.ts';
import { blindToken, inverseOf, numberOf } from './device.testing.ts';
import vector from './rfc9474-vector.json' with { type: 'json' };

const bytes = (hex: string) => Buffer.from(hex, 'hex');
const url = (value: bigint | string) => {
  const hex = typeof value === 'string' ? value : value.toString(16);
  return bytes(hex.padStart(hex.length + (hex.length % 2), '0')).toString('base64url');
};

function keyOfVector() {
  const [p, q, d] = [vector.p, vector.q, vector.d].map((hex) => numberOf(bytes(hex))) as [bigint, bigint, bigint];
  return createPrivateKey({
    format: 'jwk',
    key: {
      kty: 'RSA',
      n: url(vector.n),
      e: url(vector.e),
      d: url(vector.d),
      p: url(vector.p),
      q: url(vector.q),
      dp: url(d % (p - 1n)),
      dq: url(d % (q - 1n)),
      qi: url(inverseOf(q, p)),
    },
  });
}

describe('the vector of RFC 9474', () => {
  const privateKey = keyOfVector();
  const publicKey = createPublicKey(privateKey);

  it('signs what was blinded to the same bytes', () => {
    expect(signBlinded(privateKey, bytes(vector.blinded_msg))?.toString('hex')).toBe(vector.blind_sig);
  });

  it('knows the unblinded signature, and no other', () => {
    expect(tokenHolds(publicKey, bytes(vector.input_msg), bytes(vector.sig))).toBe(true);
    expect(tokenHolds(publicKey, bytes(vector.input_msg), bytes(vector.blind_sig))).toBe(false);
    expect(tokenHolds(publicKey, bytes(vector.msg), bytes(vector.sig))).toBe(false);
  });
});

describe('a key of a consultation', async () => {
  const made = await newIssuerKey();
  const [publicKey, privateKey] = [readPublicKey(made.publicKey), readPrivateKey(made.privateKey)];

  it('signs a token that it never saw', () => {
    const device = blindToken(publicKey);
    const signature = device.unblind(signBlinded(privateKey, device.blinded) ?? Buffer.alloc(0));
    expect(tokenHolds(publicKey, device.token, signature)).toBe(true);
    expect(device.blinded.includes(device.token)).toBe(false);
    expect(receiptOf(device.token)).toMatch(/^[0-9a-f]{64}$/);
  });

  it('refuses what is no blinded token, and breaks at none of it', () => {
    for (const wrong of [Buffer.alloc(0), randomBytes(255), randomBytes(257), Buffer.alloc(256, 0xff)])
      expect(signBlinded(privateKey, wrong)).toBeUndefined();
  });

  it('is not that of another consultation', async () => {
    const other = await newIssuerKey();
    const device = blindToken(readPublicKey(other.publicKey));
    const signature = device.unblind(signBlinded(readPrivateKey(other.privateKey), device.blinded) as Buffer);
    expect(tokenHolds(publicKey, device.token, signature)).toBe(false);
    for (const wrong of [Buffer.alloc(0), Buffer.alloc(256), randomBytes(300)])
      expect(tokenHolds(publicKey, device.token, wrong)).toBe(false);
  });
});
