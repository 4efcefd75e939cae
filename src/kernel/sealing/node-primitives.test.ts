import { hkdfSync, webcrypto } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { NodeAes256Gcm, NodeHkdf, NodeX25519 } from './node-primitives.ts';

const hex = (bytes: ArrayBuffer | Uint8Array) => Buffer.from(new Uint8Array(bytes)).toString('hex');
const bytes = (text: string) => Uint8Array.from(Buffer.from(text, 'hex'));
const range = (from: number, to: number) => Uint8Array.from({ length: to - from + 1 }, (_, at) => from + at);
/** The same bytes as a window on a larger buffer, as Node's small buffers are. */
const window = (of: Uint8Array) => {
  const larger = new Uint8Array(of.length + 9).fill(0xee);
  larger.set(of, 5);
  return larger.subarray(5, 5 + of.length);
};
const failure = (work: Promise<unknown>) =>
  work.then(
    () => 'no failure',
    (error: Error) => [error.name, error.message],
  );

describe('HKDF-SHA256', () => {
  const hkdf = new NodeHkdf();

  // RFC 5869, appendix A.
  test.each([
    {
      ikm: bytes('0b'.repeat(22)),
      salt: range(0x00, 0x0c),
      info: range(0xf0, 0xf9),
      prk: '077709362c2e32df0ddc3f0dc47bba6390b6c73bb50f9c3122ec844ad7c2b3e5',
      okm: '3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865',
    },
    {
      ikm: range(0x00, 0x4f),
      salt: range(0x60, 0xaf),
      info: range(0xb0, 0xff),
      prk: '06a6b88c5853361a06104c9ceb35b45cef760014904671014a193f40c15fc244',
      okm:
        'b11e398dc80327a1c8e7f78c596a49344f012eda2d4efad8a050cc4c19afa97c59045a99cac7827271cb41c65e590e09da3275600c2f09b8' +
        '367793a9aca3db71cc30c58179ec3e87c14c01d5c1f3434f1d87',
    },
    {
      ikm: bytes('0b'.repeat(22)),
      salt: new Uint8Array(0),
      info: new Uint8Array(0),
      prk: '19ef24a32c717b167f33a91d6f648bdf96596776afdb6377ac434c1c293ccb04',
      okm: '8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8',
    },
  ])('gives what RFC 5869 prints', async ({ ikm, salt, info, prk, okm }) => {
    const length = okm.length / 2;
    expect(hex(await hkdf.extract(salt, ikm))).toBe(prk);
    expect(hex(await hkdf.extract(window(salt), window(ikm).slice().buffer))).toBe(prk);
    expect(hex(await hkdf.expand(bytes(prk), info, length))).toBe(okm);
    expect(hex(await hkdf.expand(window(bytes(prk)), window(info), length))).toBe(okm);
    expect(hex(await hkdf.extractAndExpand(salt, ikm, info, length))).toBe(okm);
  });

  test('gives exactly as many bytes as are asked for, 8,160 at most', async () => {
    const [prk, info] = [new Uint8Array(32).fill(3), Buffer.from('info')];
    for (const length of [1, 31, 32, 33, 64, 8_160])
      expect((await hkdf.expand(prk, info, length)).byteLength).toBe(length);
    const all = new Uint8Array(await hkdf.extractAndExpand(new Uint8Array(32), prk, info, 8_160));
    expect(hex(all)).toBe(hex(new Uint8Array(hkdfSync('sha256', prk, new Uint8Array(32), info, 8_160))));
    expect(await failure(hkdf.expand(prk, info, 8_161))).toEqual(['RangeError', 'HKDF gives at most 8160 bytes']);
  });
});

describe('AES-256-GCM', () => {
  // Test case 16 of the paper that describes GCM (McGrew and Viega).
  const key = bytes('feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308');
  const iv = bytes('cafebabefacedbaddecaf888');
  const aad = bytes('feedfacedeadbeeffeedfacedeadbeefabaddad2');
  const text = bytes(
    'd9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a721c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39',
  );
  const sealed = bytes(
    '522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662' +
      '76fc6ece0f4e1768cddf8853bb2d551b',
  );
  const context = new NodeAes256Gcm().createEncryptionContext(window(key));

  test('gives the text and the tag of the published case, and opens them', async () => {
    expect(hex(await context.seal(iv, text, aad))).toBe(hex(sealed));
    expect(hex(await context.seal(window(iv), window(text), window(aad)))).toBe(hex(sealed));
    expect(hex(await context.open(window(iv), window(sealed), window(aad)))).toBe(hex(text));
  });

  test('opens nothing that is another by a bit, or shorter', async () => {
    for (const at of [0, text.length - 1, text.length, sealed.length - 1]) {
      const changed = Uint8Array.from(sealed);
      changed[at] = (changed[at] as number) ^ 1;
      await expect(context.open(iv, changed, aad)).rejects.toThrow();
    }
    await expect(context.open(iv, sealed, aad.subarray(1))).rejects.toThrow();
    for (const length of [sealed.length - 1, 16])
      await expect(context.open(iv, sealed.subarray(0, length), aad)).rejects.toThrow();
    expect(await failure(context.open(iv, sealed.subarray(0, 15), aad))).toEqual([
      'RangeError',
      'sealed bytes are shorter than their tag',
    ]);
    // No text at all is a tag alone.
    const nothing = await context.seal(iv, new Uint8Array(0), aad);
    expect(nothing.byteLength).toBe(16);
    expect((await context.open(iv, nothing, aad)).byteLength).toBe(0);
  });
});

describe('X25519', () => {
  const engine = new NodeX25519(new NodeHkdf());
  const { subtle } = webcrypto;

  test('reads and writes keys as their 32 bytes, and nothing else', async () => {
    const pair = await engine.generateKeyPair();
    const [open, secret] = [
      await engine.serializePublicKey(pair.publicKey),
      await engine.serializePrivateKey(pair.privateKey),
    ];
    expect([open.byteLength, secret.byteLength]).toEqual([32, 32]);
    expect(hex(open)).not.toBe(hex(await engine.serializePublicKey((await engine.generateKeyPair()).publicKey)));
    const again = await engine.deserializePrivateKey(window(new Uint8Array(secret)));
    expect(hex(await engine.serializePrivateKey(again))).toBe(hex(secret));
    expect(hex(await engine.serializePublicKey(await engine.derivePublicKey(again)))).toBe(hex(open));
    expect(hex(await engine.serializePublicKey(await engine.deserializePublicKey(window(new Uint8Array(open)))))).toBe(
      hex(open),
    );
    // Whoever has the open half alone has no secret one.
    expect(await failure(engine.serializePrivateKey(pair.publicKey))).toEqual([
      'TypeError',
      'the key has no such part',
    ]);
    for (const length of [0, 31, 33])
      for (const read of [engine.deserializePublicKey, engine.deserializePrivateKey])
        expect(await failure(read.call(engine, new Uint8Array(length)))).toEqual([
          'RangeError',
          `an X25519 key has 32 bytes, not ${length}`,
        ]);
  });

  test('imports raw keys alone, each as what it is', async () => {
    const pair = await engine.generateKeyPair();
    const [open, secret] = [
      await engine.serializePublicKey(pair.publicKey),
      await engine.serializePrivateKey(pair.privateKey),
    ];
    expect(hex(await engine.serializePublicKey(await engine.importKey('raw', open, true)))).toBe(hex(open));
    expect(hex(await engine.serializePrivateKey(await engine.importKey('raw', secret, false)))).toBe(hex(secret));
    for (const [format, key] of [
      ['jwk', { kty: 'OKP', crv: 'X25519' }],
      ['jwk', open],
      ['raw', { kty: 'OKP', crv: 'X25519' }],
    ] as const)
      expect(await failure(engine.importKey(format, key, true))).toEqual(['TypeError', 'only raw keys are read']);
  });

  test('agrees on the secret that WebCrypto agrees on, and takes no key of another engine', async () => {
    const own = await engine.generateKeyPair();
    const theirs = (await subtle.generateKey('X25519', true, ['deriveBits'])) as webcrypto.CryptoKeyPair;
    const theirOpen = new Uint8Array(await subtle.exportKey('raw', theirs.publicKey));
    const ours = await engine.dh(own.privateKey, await engine.deserializePublicKey(theirOpen));
    const ownOpen = await subtle.importKey('raw', await engine.serializePublicKey(own.publicKey), 'X25519', true, []);
    expect(hex(ours)).toBe(hex(await subtle.deriveBits({ name: 'X25519', public: ownOpen }, theirs.privateKey, 256)));
    for (const foreign of [theirs.privateKey, undefined] as CryptoKey[])
      expect(await failure(engine.dh(foreign, own.publicKey))).toEqual(['TypeError', 'a key of another engine']);
  });
});
