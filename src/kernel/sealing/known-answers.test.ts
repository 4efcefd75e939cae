import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { temporaryFolder } from '../../../tools/temporary-folder.ts';
import { auditKey, auditMac } from '../audit.ts';
import { blindIndex, keyedDigest } from './blind-index.ts';
import { openText, unsealBytes } from './envelope.ts';
import { importPrivateKey, importPublicKey, openWith, suite } from './hpke.ts';
import { markText, readMarked } from './marked-text.ts';
import { STRETCHING, stretch, verifierOf, wordsOfSubmission, wrapSecretOf } from './receipt.ts';
import { deskContext, wrapInfo } from './sealing.ts';
import type { Vault } from './vault.ts';
import { openFileVault } from './vault-file.ts';

/*
 * What was sealed by an earlier version must open with every later one: the formats, and the words that keep one use of a
 * key apart from another, are part of what is stored. The values here were made once and never change; a new format gets
 * values of its own beside them.
 */
const folder = temporaryFolder('lachan-known-answers-');
let vault: Vault;
beforeAll(async () => {
  const path = join(folder, 'own', 'root.json');
  mkdirSync(join(folder, 'own'));
  const secret = (byte: number) => Buffer.alloc(32, byte).toString('base64');
  writeFileSync(
    path,
    JSON.stringify({
      format: 'la-chan-root/1',
      base: secret(1),
      keys: [{ id: '0011223344556677', secret: secret(2) }],
    }),
    { mode: 0o600 },
  );
  vault = await openFileVault(path);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');
const bytes = (text: string) => Buffer.from(text, 'hex');
const key = Buffer.alloc(32, 3);
const KEY_ID = '01936000-0000-7000-8000-0000000000aa';

describe('the root key', () => {
  test('opens what it wrapped', async () => {
    const wrapped = bytes('001122334455667748db8d4d8fb14e282d82612f46322b1f015873772aa087dba23521d6218cb988f044a50d61');
    expect((await vault.unwrap(wrapped, deskContext('111-intake', 1))).toString()).toBe('bí mật');
    expect(deskContext('111-intake', 1)).toBe('desk-key|111-intake|1');
    expect([vault.keyId, vault.isCurrent(wrapped)]).toEqual(['0011223344556677', true]);
  });

  test('gives each purpose its secret', async () => {
    expect(hex(await vault.derive('purpose'))).toBe('4e881f73536efd10de8988d2a40866413f39c17d20971c1519a91c3bc99a2af0');
    expect(hex(await keyedDigest(vault, 'purpose', 'a', 'b'))).toBe(
      '5405b55b4a261f0cfaaf73f2a5417ba1c5693b39c3510a8f6ddaf125c809a441',
    );
    expect(hex(await blindIndex(vault, 'phone', '+84900000001'))).toBe(
      '537a6c4ff1014244870abf01820b4ad76a0a0c52c05a24f894a1c85d5d7dde27',
    );
    expect(hex(auditMac(await auditKey(vault), '{}'))).toBe(
      'c2b9120d4642f098cc4127cf233307370dec130dcf362b96d5033994181531df',
    );
  });
});

describe('a data key', () => {
  test('opens its bytes and its texts, each in its place', () => {
    expect(
      unsealBytes(key, 'here', bytes('32543d9fb05741cb3dfd3e73dc9638e4bc029267192f87af035262be9482fe31c7')).toString(),
    ).toBe('chữ');
    const place = {
      objectKind: 'report',
      objectId: '01936000-0000-7000-8000-000000000001',
      fieldClass: 'narrative',
      part: 'story',
    };
    const sealed =
      'AdxqjxxHHm0jYkYy37JrlOg33k7ZxIjcOHzLSw3yGLYnT8Z8phLu91gGyTclKhxnmt8dsdwR7QyS9SKdMOn2bRYRIcwJUiVLPwbLf6tQk9+nedkn5XbU' +
      'ItTQIpEdwqwCBEBvhNzF2uvJQudKfHtd8Q7KsAdZVPCQ1EWBwDJlMRyr84xZ3dDOraJlpuJVOMq7cwgca4EFqMYMv9SWG2n6wn58Ir0Bzf45r/tOsgld' +
      'UeveNmY5wZuVUuD5JMF/nDyPfTzkdgMZYWhgn+8Bi4EcVKn2gmfvLj4O30USeicG15vteBCu0K7xBSWI53GZZ3rqCzosBRJs+NN/ZpBYZyysJbH1GjHY' +
      'FGKhhrAy+8/EdvOSqlPuSyXEv/8wrfR7';
    expect(openText(key, place, Buffer.from(sealed, 'base64'))).toBe('Một câu.');
  });

  test('opens for the desk that it was wrapped to', async () => {
    const pair = await suite.kem.deriveKeyPair(new Uint8Array(32).fill(6).buffer);
    expect(hex(new Uint8Array(await suite.kem.serializePrivateKey(pair.privateKey)))).toBe(
      'debfdf14e449572d465b404af1605b33bd5e5986b496ad1a524a7e9782982a61',
    );
    expect(hex(new Uint8Array(await suite.kem.serializePublicKey(pair.publicKey)))).toBe(
      '22bb6024bca0c34dc89f26e9adbe8f8152ba85d8348c70585fa273f0c1a01c6f',
    );
    const info = wrapInfo(KEY_ID, '111-intake', 2);
    expect(info).toBe(`la-chan/1|data-key|${KEY_ID}|desk|111-intake|2`);
    const sealed = bytes(
      '092b9675c670cb96767eb8d6dd1f9f67e3e433497b601c8537af7c246ab60867e2f434505dcd9b00492bf86d537fa4a74cf55da39c1a24a4a4cc785b' +
        '810e935f10cb7ec7f70cd3a0f2de9819a6192394',
    );
    const privateKey = await importPrivateKey(
      bytes('debfdf14e449572d465b404af1605b33bd5e5986b496ad1a524a7e9782982a61'),
    );
    expect(hex(await openWith(privateKey, info, sealed))).toBe(hex(key));
    await importPublicKey(bytes('22bb6024bca0c34dc89f26e9adbe8f8152ba85d8348c70585fa273f0c1a01c6f'));
  });
});

describe('the words of a receipt', () => {
  const words = ['meoxanh', 'voido', 'thovang', 'gautim', 'vithong', 'ongnau'];

  test('give the verifier that is stored and the secret that wraps its key', async () => {
    const stretched = await stretch(words, Buffer.alloc(16, 4), STRETCHING);
    expect(hex(stretched)).toBe('b56bd9ebce0302476bf83d8cf113b6e43bc1be15288da695b0537a67d049be2d');
    expect(hex(await verifierOf(vault, stretched))).toBe(
      '61602167c879d5567be8e54bf048033576a6fa1388ffd90f3331003abb777afc',
    );
    expect(hex(await wrapSecretOf(vault, stretched))).toBe(
      '2fec377ca3930983d50c3bc6ec619a4217d2559308f339ef9363e7cf1e7ae06d',
    );
  });

  test('follow from a submission', async () => {
    const list = Array.from({ length: 2_048 }, (_, number) => String(number));
    expect(await wordsOfSubmission(vault, list, 'key', Buffer.alloc(32, 5))).toEqual([
      '2014',
      '1575',
      '1614',
      '1622',
      '2037',
      '1344',
    ]);
  });
});

test('a marked text carries the mark of its purpose and its reader', async () => {
  const text = 'eyJhZnRlciI6N30.1GLAynloknemc-Go4k4AA6e4M8WIggLn';
  expect(await markText(vault, 'cursor', 'reader|list', { after: 7 })).toBe(text);
  expect(await readMarked(vault, 'cursor', 'reader|list', text)).toEqual({ after: 7 });
});
