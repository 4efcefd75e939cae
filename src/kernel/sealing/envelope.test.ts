import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { temporaryFolder } from '../../../tools/temporary-folder.ts';
import { formatShare, parseShare } from './custody.ts';
import { openText, sealBytes, sealText, unsealBytes } from './envelope.ts';
import { markText, readMarked } from './marked-text.ts';
import {
  newReceiptWords,
  RECEIPT_WORDS,
  STRETCHING,
  sameVerifier,
  sameWords,
  stretch,
  verifierOf,
  wordsOfSubmission,
  wrapSecretOf,
} from './receipt.ts';
import type { Vault } from './vault.ts';
import { createFileVault } from './vault-file.ts';

const folder = temporaryFolder('lachan-sealing-');
let vault: Vault;
let other: Vault;
beforeAll(async () => {
  vault = await createFileVault(join(folder, 'own', 'root.json'));
  other = await createFileVault(join(folder, 'other', 'root.json'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const key = randomBytes(32);
const place = { objectKind: 'report', objectId: 'id', fieldClass: 'narrative', part: 'narrative' };
const flipped = (bytes: Uint8Array, at: number) => bytes.map((byte, place) => (place === at ? byte ^ 1 : byte));

describe('sealed bytes', () => {
  test('are nonce, text and tag, and open under the key and the place that they were sealed for', () => {
    const plain = Buffer.from('nội dung giữ chỗ');
    const sealed = sealBytes(key, 'here', plain);
    expect(sealed.length).toBe(12 + plain.length + 16);
    expect(unsealBytes(key, 'here', sealed)).toEqual(plain);
    expect(sealBytes(key, 'here', plain)).not.toEqual(sealed);
    expect(() => unsealBytes(randomBytes(32), 'here', sealed)).toThrow();
    expect(() => unsealBytes(key, 'there', sealed)).toThrow();
    for (const at of [0, 11, 12, sealed.length - 17, sealed.length - 16, sealed.length - 1])
      expect(() => unsealBytes(key, 'here', flipped(sealed, at)), String(at)).toThrow();
    expect(() => unsealBytes(key, 'here', sealed.subarray(1))).toThrow();
    expect(() => unsealBytes(key, 'here', sealed.subarray(0, 27))).toThrow('too short');
    expect(unsealBytes(key, '', sealBytes(key, '', Buffer.alloc(0)))).toEqual(Buffer.alloc(0));
  });
});

describe('a sealed text', () => {
  test('opens in its own place and in no other', () => {
    const sealed = sealText(key, place, 'một câu');
    expect(openText(key, place, sealed)).toBe('một câu');
    for (const part of ['objectKind', 'objectId', 'fieldClass', 'part'] as const)
      expect(() => openText(key, { ...place, [part]: 'x' }, sealed), part).toThrow();
    // A name that runs over into the next is another place.
    const shifted = { ...place, objectKind: 'report|id', objectId: 'narrative', fieldClass: 'narrative', part: '' };
    expect(() => openText(key, shifted, sealed)).toThrow();
    expect(() => openText(randomBytes(32), place, sealed)).toThrow();
    for (const at of [0, 1, 20, sealed.length - 1])
      expect(() => openText(key, place, flipped(sealed, at)), String(at)).toThrow();
  });

  test('of another format is told by its number', () => {
    const sealed = sealText(key, place, '');
    sealed[0] = 2;
    expect(() => openText(key, place, sealed)).toThrow('unknown sealed format 2');
  });

  test.each([
    [0, 256],
    [252, 256],
    [253, 512],
    [508, 512],
    [509, 1_024],
    [1_020, 1_024],
    [1_021, 2_048],
    [2_045, 4_096],
    [4_092, 4_096],
    [4_093, 8_192],
    [8_188, 8_192],
    [8_189, 12_288],
  ])('of %d letters is padded to %d bytes, so that its length says little', (letters, bytes) => {
    const text = 'a'.repeat(letters);
    const sealed = sealText(key, place, text);
    expect(sealed.length).toBe(1 + 12 + bytes + 16);
    expect(openText(key, place, sealed)).toBe(text);
  });
});

describe('a marked text', () => {
  test('is read where it was made, for whom and for what it was made', async () => {
    const text = await markText(vault, 'cursor', 'reader|list', { after: 7 });
    expect(await readMarked(vault, 'cursor', 'reader|list', text)).toEqual({ after: 7 });
    expect(await readMarked(vault, 'cursor', 'reader|other', text)).toBeUndefined();
    expect(await readMarked(vault, 'other', 'reader|list', text)).toBeUndefined();
    expect(await readMarked(other, 'cursor', 'reader|list', text)).toBeUndefined();
  });

  test('that was changed, lengthened or cut is none', async () => {
    const text = await markText(vault, 'cursor', 'reader', [1]);
    const [body, mark] = text.split('.') as [string, string];
    const forged = Buffer.from('[2]').toString('base64url');
    for (const wrong of [
      '',
      '.',
      body,
      `${body}.`,
      `.${mark}`,
      `${body}.${mark}.`,
      `${body}.${mark}.x`,
      `${forged}.${mark}`,
      `${body}.${mark.slice(1)}`,
      `${body}.${mark}A`,
      `${body}=.${mark}`,
      `${body}.${mark.slice(0, -1)}${mark.endsWith('A') ? 'B' : 'A'}`,
    ])
      expect([wrong, await readMarked(vault, 'cursor', 'reader', wrong)]).toEqual([wrong, undefined]);
  });

  test('of a thousand characters is read, and of more is not looked at', async () => {
    const long = async (letters: number) => {
      const text = await markText(vault, 'cursor', 'reader', 'a'.repeat(letters));
      return [text.length, await readMarked(vault, 'cursor', 'reader', text)] as const;
    };
    // 32 characters of mark, a point, and four characters for three bytes, of which two are quotation marks.
    expect(await long(723)).toEqual([1_000, 'a'.repeat(723)]);
    expect(await long(724)).toEqual([1_001, undefined]);
  });
});

describe('the words of a receipt', () => {
  const list = Array.from({ length: 2_048 }, (_, place) => `w${place}`);
  const digest = randomBytes(32);

  test('are six of the list, other ones each time, from its whole length', () => {
    const seen = new Set<string>();
    for (let times = 0; times < 300; times += 1) {
      const words = newReceiptWords(list);
      expect(words).toHaveLength(RECEIPT_WORDS);
      for (const word of words) {
        expect(list).toContain(word);
        seen.add(word);
      }
    }
    expect(seen.size).toBeGreaterThan(800);
    for (const [low, high] of [
      [0, 512],
      [512, 1_024],
      [1_024, 1_536],
      [1_536, 2_048],
    ] as const)
      expect(
        list.slice(low, high).some((word) => seen.has(word)),
        `${low}`,
      ).toBe(true);
  });

  test('follow from the submission and the vault, and from nothing else', async () => {
    const words = await wordsOfSubmission(vault, list, 'key', digest);
    expect(words).toHaveLength(RECEIPT_WORDS);
    expect(await wordsOfSubmission(vault, list, 'key', digest)).toEqual(words);
    expect(await wordsOfSubmission(vault, list, 'kez', digest)).not.toEqual(words);
    expect(await wordsOfSubmission(vault, list, 'key', randomBytes(32))).not.toEqual(words);
    expect(await wordsOfSubmission(other, list, 'key', digest)).not.toEqual(words);
    // What is the key and what the body cannot be shifted.
    expect(await wordsOfSubmission(vault, list, 'key\0', digest)).not.toEqual(words);
    expect(new Set(words).size).toBeGreaterThan(1);
  });

  test('are found again for the same submission, also by the list that they were taken from then', async () => {
    const old = list.map((word) => `old-${word}`);
    const salt = randomBytes(16);
    const words = await wordsOfSubmission(vault, old, 'key', digest);
    const verifier = await verifierOf(vault, await stretch(words, salt, STRETCHING));
    const stored = { ...STRETCHING, salt, verifier };
    expect(await sameWords(vault, [list, old], 'key', digest, stored)).toEqual(words);
    expect(await sameWords(vault, [list], 'key', digest, stored)).toBeUndefined();
    expect(await sameWords(vault, [list, old], 'kez', digest, stored)).toBeUndefined();
    expect(await sameWords(vault, [], 'key', digest, stored)).toBeUndefined();
    expect(await sameWords(vault, [old], 'key', digest, { ...stored, salt: randomBytes(16) })).toBeUndefined();
  });

  test('give after stretching two secrets that say nothing of each other, each under the vault', async () => {
    const salt = Buffer.alloc(16, 7);
    const words = ['meoxanh', 'voivui', 'a', 'b', 'c', 'd'];
    const stretched = await stretch(words, salt, STRETCHING);
    expect(stretched).toHaveLength(32);
    expect(await stretch(words, salt, STRETCHING)).toEqual(stretched);
    for (const changed of [
      await stretch(words.toReversed(), salt, STRETCHING),
      await stretch(words, Buffer.alloc(16, 8), STRETCHING),
      await stretch(words, salt, { ...STRETCHING, passes: 2 }),
      await stretch(words, salt, { ...STRETCHING, memoryKib: 2_048 }),
      await stretch([...words.slice(0, 4), 'cd'], salt, STRETCHING),
    ])
      expect(changed).not.toEqual(stretched);
    expect(STRETCHING).toEqual({ memoryKib: 1_024, passes: 1 });
    const verifier = await verifierOf(vault, stretched);
    const secret = await wrapSecretOf(vault, stretched);
    expect([verifier.length, secret.length]).toEqual([32, 32]);
    expect(Buffer.from(secret)).not.toEqual(verifier);
    expect(await verifierOf(vault, stretched)).toEqual(verifier);
    expect(await wrapSecretOf(vault, stretched)).toEqual(secret);
    expect(await verifierOf(other, stretched)).not.toEqual(verifier);
    expect(await wrapSecretOf(other, stretched)).not.toEqual(secret);
    expect(Buffer.from(secret)).not.toEqual(Buffer.from(await vault.derive('receipt-wrap-pepper')));
  });

  test('are compared as a whole', () => {
    const one = Buffer.alloc(32, 1);
    expect(sameVerifier(one, Buffer.alloc(32, 1))).toBe(true);
    expect(sameVerifier(one, flipped(one, 31))).toBe(false);
    expect(sameVerifier(one, one.subarray(1))).toBe(false);
    expect(sameVerifier(one, Buffer.alloc(0))).toBe(false);
  });
});

describe('a share on paper', () => {
  const share = {
    desk: '111-intake',
    version: 2,
    index: 3,
    shares: 5,
    threshold: 4,
    data: new Uint8Array([0, 250, 7]),
  };
  const line = formatShare(share);

  test('is one line that says what it is, and is read again, also with blanks around', () => {
    expect(line).toMatch(/^lachan-share\/1 111-intake 2 3\/5 4 [0-9a-f]{8} APoH$/);
    expect(parseShare(line)).toEqual(share);
    expect(parseShare(`  ${line}\n`)).toEqual(share);
    const large = { ...share, desk: 'UBND-00004', version: 12, index: 10, shares: 16, threshold: 11 };
    expect(parseShare(formatShare(large))).toEqual(large);
  });

  test.each([
    ['nothing', ''],
    ['another format', line.replace('share/1', 'share/2')],
    ['something before it', `x ${line}`],
    ['something after it', `${line} x`],
    ['no desk', line.replace('111-intake ', '')],
    ['a part that is no number', line.replace(' 2 ', ' two ')],
    ['no fraction', line.replace('3/5', '35')],
    ['a short sum', line.replace(/ ([0-9a-f]{7})[0-9a-f] /, ' $1 ')],
  ])('%s is no share', (_name, wrong) => {
    expect(() => parseShare(wrong)).toThrow('not a share');
  });

  test.each([
    ['the desk', line.replace('111-intake', '111-intakf')],
    ['the version', line.replace(' 2 ', ' 3 ')],
    ['the place', line.replace('3/5', '4/5')],
    ['the number', line.replace('3/5', '3/6')],
    ['the threshold', line.replace('3/5 4', '3/5 3')],
    ['the data', line.replace('APoH', 'APoI')],
  ])('with another letter in %s is told as such', (_name, wrong) => {
    expect(() => parseShare(wrong)).toThrow('wrong letter');
  });
});
