import { Aes128Gcm, Aes256Gcm, CipherSuite, DhkemX25519HkdfSha256, HkdfSha256 } from '@hpke/core';
import { expect, test } from 'vitest';
import { generateKeyPair, importPrivateKey, importPublicKey, openWith, sealTo, suite } from './hpke.ts';

const hex = (text: string) => new Uint8Array(Buffer.from(text, 'hex'));
const toHex = (bytes: ArrayBuffer | Uint8Array) => Buffer.from(new Uint8Array(bytes)).toString('hex');

/** RFC 9180, appendix A.1.1. Its cipher is AES-128-GCM, so the library's is used; keys, exchange and schedule are ours. */
const VECTOR = {
  info: hex('4f6465206f6e2061204772656369616e2055726e'),
  ikmE: hex('7268600d403fce431561aef583ee1613527cff655c1343f29812e66706df3234'),
  pkEm: '37fda3567bdbd628e88668c3c8d7e97d1d1253b6d4ea6d44c150f741f1bf4431',
  ikmR: hex('6db9df30aa07dd42ee5e8181afdb977e538f5e1fec8a06223f33f7013e525037'),
  skRm: '4612c550263fc8ad58375df3f557aac531d26850903e55a9f23f21d8534e8ac8',
  pkRm: '3948cfe0ad1ddb695d780e59077195da6c56506b027329794ab02bca80815c4d',
  text: hex('4265617574792069732074727574682c20747275746820626561757479'),
  aad: hex('436f756e742d30'),
  sealed: 'f938558b5d72f1a23810b4be2ab4f84331acc02fc97babc53a52ae8218a355a96d8770ac83d07bea87e13c512a',
};

test('the primitives give what RFC 9180 prints', async () => {
  const rfc = new CipherSuite({ kem: suite.kem, kdf: suite.kdf, aead: new Aes128Gcm() });
  try {
    const recipient = await rfc.kem.deriveKeyPair(VECTOR.ikmR);
    expect(toHex(await rfc.kem.serializePrivateKey(recipient.privateKey))).toBe(VECTOR.skRm);
    expect(toHex(await rfc.kem.serializePublicKey(recipient.publicKey))).toBe(VECTOR.pkRm);
    const sender = await rfc.createSenderContext({
      recipientPublicKey: recipient.publicKey,
      info: VECTOR.info,
      ekm: VECTOR.ikmE,
    });
    expect(toHex(sender.enc)).toBe(VECTOR.pkEm);
    expect(toHex(await sender.seal(VECTOR.text, VECTOR.aad))).toBe(VECTOR.sealed);
  } finally {
    // A suite writes its id into the key schedule that it is given.
    new CipherSuite({ kem: suite.kem, kdf: suite.kdf, aead: suite.aead });
  }
});

test('the library on WebCrypto opens what we seal, and we open what it seals', async () => {
  const library = new CipherSuite({ kem: new DhkemX25519HkdfSha256(), kdf: new HkdfSha256(), aead: new Aes256Gcm() });
  const pair = await generateKeyPair();
  const info = Buffer.from('desk|1');
  for (const length of [0, 1, 32, 4_096]) {
    const text = new Uint8Array(length).fill(7);
    const ours = await sealTo(await importPublicKey(pair.publicKey), 'desk|1', text);
    const theirContext = await library.createRecipientContext({
      recipientKey: await library.kem.deserializePrivateKey(pair.privateKey),
      enc: ours.subarray(0, 32),
      info,
    });
    expect(new Uint8Array(await theirContext.open(new Uint8Array(ours.subarray(32))))).toEqual(text);

    const theirs = await library.seal(
      { recipientPublicKey: await library.kem.deserializePublicKey(pair.publicKey), info },
      text,
    );
    const sealed = Buffer.concat([Buffer.from(theirs.enc), Buffer.from(theirs.ct)]);
    expect(await openWith(await importPrivateKey(pair.privateKey), 'desk|1', sealed)).toEqual(text);
  }
});

test('another key, another place, one changed bit and a cut end do not open', async () => {
  const [pair, other] = [await generateKeyPair(), await generateKeyPair()];
  const sealed = await sealTo(await importPublicKey(pair.publicKey), 'desk|1', new Uint8Array(32));
  const key = await importPrivateKey(pair.privateKey);
  await expect(openWith(await importPrivateKey(other.privateKey), 'desk|1', sealed)).rejects.toThrow();
  await expect(openWith(key, 'desk|2', sealed)).rejects.toThrow();
  for (const at of [0, 31, 32, sealed.length - 1]) {
    const changed = Uint8Array.from(sealed);
    changed[at] = (changed[at] as number) ^ 1;
    await expect(openWith(key, 'desk|1', changed)).rejects.toThrow();
  }
  for (const length of [31, 32, 47, sealed.length - 1])
    await expect(openWith(key, 'desk|1', sealed.subarray(0, length))).rejects.toThrow();
  await expect(importPublicKey(new Uint8Array(31))).rejects.toThrow();
});
