import { createHash, randomInt } from 'node:crypto';
import { describe, expect, it, test } from 'vitest';
import {
  earlierReceiptWords,
  forbiddenReceiptWords,
  forbiddenWithoutMarks,
  halfReceiptWord,
  partsOfReceiptWord,
  readPastedReceipt,
  readReceiptBoxes,
  readReceiptWord,
  readReceiptWords,
  receiptQualities,
  receiptThings,
  receiptWords,
  receiptWordsReview,
  spellReceiptWord,
} from '../index.ts';
import { fold } from '../language/fold.pure.ts';
import { firstReceiptWords, spellFirstReceiptWord } from './first-receipt-words.ts';
import { type InputMethod, keysFor, type Typist, typed } from './vietnamese-keyboard.testing.ts';

const digestOf = (words: readonly string[]) => createHash('sha256').update(words.join(' ')).digest('hex');
const six = () => Array.from({ length: 6 }, () => receiptWords[randomInt(2_048)] as string);

describe('the list', () => {
  it('is 64 things x 32 qualities: 2,048 words of plain letters, eleven bits each', () => {
    expect([receiptThings.length, receiptQualities.length]).toEqual([64, 32]);
    expect(new Set(receiptWords).size).toBe(2_048);
    for (const word of receiptWords) expect(word).toMatch(/^[a-z]{4,20}$/);
    expect(partsOfReceiptWord(receiptWords[33] as string)).toMatchObject({
      thing: { vi: 'voi' },
      quality: { vi: 'đỏ' },
    });
    expect(spellReceiptWord('meoxanh')).toBe('mèo xanh');
  });

  it('is frozen: receipts in people’s hands depend on every word and its place', () => {
    expect(digestOf(receiptWords)).toBe('923e77696a8c3646c2503409377d9d9c1bc85d32710de669a6f6e382752687db');
    expect(digestOf(earlierReceiptWords)).toBe('5fdc3a2e19d73bb191c9fa83402ee4a9f736b0c562f60abbbf60ebbb93db36a4');
  });

  it('holds no word that would shame, hurt or frighten, spelled or without diacritics', () => {
    const parts = [...receiptThings, ...receiptQualities].flatMap(({ vi }) => vi.split(' '));
    const whole = receiptWords.map(spellReceiptWord);
    for (const [reason, forbidden] of Object.entries(forbiddenReceiptWords)) {
      expect(forbidden.length).toBeGreaterThan(10);
      const found = forbidden.filter((word) =>
        word.includes(' ') ? whole.some((one) => ` ${one} `.includes(` ${word} `)) : parts.includes(word),
      );
      expect([reason, found]).toEqual([reason, []]);
    }
    const plain = whole.map((word) => ` ${fold(word)} `);
    expect(forbiddenWithoutMarks.filter((word) => plain.some((one) => one.includes(` ${word} `)))).toEqual([]);
  });

  it('was read twice in different orders, every word of it: one that is changed counts as unread', () => {
    const { readings } = receiptWordsReview;
    const split = (words: string) => new Set(words.split(', '));
    const read = readings.map(({ things, qualities, order }) => ({
      things: split(things),
      qualities: split(qualities),
      order,
    }));
    const ordersOf = (thing: string, quality: string) =>
      new Set(read.filter((one) => one.things.has(thing) && one.qualities.has(quality)).map(({ order }) => order));
    const unread = receiptThings.flatMap(({ vi: thing }) =>
      receiptQualities.flatMap(({ vi: quality }) =>
        ordersOf(thing, quality).size === 2 ? [] : [`${thing} ${quality}`],
      ),
    );
    expect(unread).toEqual([]);
    expect(ordersOf('tre', 'xanh').size).toBe(1);
    const now = new Set([...receiptThings, ...receiptQualities].map(({ vi }) => vi));
    const found = readings.flatMap((one) => Object.keys(one.found));
    expect(found.length).toBeGreaterThan(10);
    expect(found.filter((word) => now.has(word))).toEqual([]);
    // By a child protection specialist and by children it was not read.
    expect(receiptWordsReview.verified).toBe(false);
  });
});

/** Ways in which people press keys, each on a keyboard that is off or has a method on. */
const typists: readonly Typist[] = (['at-once', 'at-the-end'] as const).flatMap((tone) =>
  (['at-once', 'at-the-end'] as const).flatMap(
    (mark) =>
      [
        { method: 'telex', tone, mark },
        { method: 'telex', tone, mark, shortW: true },
        { method: 'vni', tone, mark },
        { method: 'viqr', tone, mark },
      ] satisfies Typist[],
  ),
);
const keyboards: readonly InputMethod[] = (['telex', 'vni'] as const).flatMap((method) =>
  [true, false].flatMap((freeMarking) =>
    [true, false].map((spellingCheck) => ({ method, freeMarking, spellingCheck })),
  ),
);
const off: InputMethod = { method: 'off', freeMarking: false, spellingCheck: false };

/** Everything that may stand in a box when somebody writes this word. */
function formsOf(spelled: string): Set<string> {
  const plain = fold(spelled);
  const forms = new Set<string>();
  for (const typist of typists) {
    const keys = keysFor(spelled, typist);
    forms.add(typed(keys, off));
    for (const keyboard of keyboards) {
      // Without free marking nobody presses the marks at the end: the screen would show at once that it does not work.
      const fits = keyboard.freeMarking || typist.mark === 'at-once';
      if (keyboard.method === typist.method && fits) forms.add(typed(keys, keyboard));
    }
  }
  for (const written of [plain, plain.replaceAll(' ', ''), plain.toUpperCase()])
    for (const keyboard of [off, ...keyboards]) forms.add(typed(written, keyboard));
  for (const form of ['NFC', 'NFD', 'NFKC', 'NFKD'] as const) forms.add(spelled.normalize(form));
  forms.add(spelled.toUpperCase()).add(spelled.replaceAll(' ', '')).add(spelled.replaceAll(' ', '-'));
  return forms;
}

describe('a word in its box', () => {
  it('reads back from every way of typing it, and so do those of before', () => {
    const neighbours = ['voi vui', 'thỏ gió', 'sen mưa', 'lều cam', 'diều nắng'];
    let tried = 0;
    const wrong: string[] = [];
    for (const word of new Set([...receiptWords, ...earlierReceiptWords]))
      for (const form of formsOf(spellReceiptWord(word))) {
        tried += 1;
        // Its neighbours say of which list a receipt is.
        const read = readReceiptBoxes([form, ...neighbours]);
        if (!('words' in read) || read.words[0] !== word) wrong.push(`${spellReceiptWord(word)}: ${form}`);
      }
    expect(wrong.slice(0, 20)).toEqual([]);
    expect(tried).toBeGreaterThan(20_000);
  });

  it.each([
    ['1. Mèo xanh', 'meoxanh'],
    ['  mèo   xanh.', 'meoxanh'],
    ['🐱 mèo xanh 🐱', 'meoxanh'],
    ['me\u0300o xanh', 'meoxanh'],
    ['ｍｅｏ ｘａｎｈ', 'meoxanh'],
    ['m\u00e8o\u200b xanh\ufeff', 'meoxanh'],
    ['𝗆𝖾𝗈 𝗑𝖺𝗇𝗁', 'meoxanh'],
    ['ÐĨA ĐỎ', 'diado'],
    ['dda4d9o3', undefined],
    ['d9i4a d9o3', 'diado'],
    ['ddiax ddor', 'diado'],
    ['chuoonf chuoonf tims', 'chuonchuontim'],
    ['guwowng vuoong', 'guongvuong'],
    ['gwowng ngwowcj', 'guongnguoc'],
    // Of before.
    ['thuowcs vuoong', 'thuocvuong'],
    ['khawn besi', undefined],
    ['khawn bes', 'khanbe'],
    ['mèo', undefined],
    ['xanh mèo', undefined],
    ['mèo xanh voi đỏ', undefined],
    ['🐱🟢', undefined],
    ['мèо xanh', undefined],
    ['', undefined],
    ['1', undefined],
    ["' or 1=1 --", undefined],
    ['m'.repeat(60_000), undefined],
  ])('"%.24s" is read as it should be', (written, word) => {
    expect(readReceiptWord(written)).toBe(word);
  });

  it('says what half of a word is', () => {
    expect(halfReceiptWord('meof')).toBe('mèo');
    expect(halfReceiptWord('Khung Long')).toBe('khủng long');
    expect(halfReceiptWord('mèo xanh')).toBeUndefined();
    expect(halfReceiptWord('con bò')).toBeUndefined();
  });
});

describe('10,000 random receipts', () => {
  const ways: readonly [string, (spelled: string) => string][] = [
    ['Telex, on', (spelled) => typed(keysFor(spelled, typists[0] as Typist), keyboards[randomInt(4)] as InputMethod)],
    ['Telex, off', (spelled) => keysFor(spelled, { method: 'telex', tone: 'at-the-end', mark: 'at-once' })],
    [
      'VNI, on',
      (spelled) =>
        typed(
          keysFor(spelled, { method: 'vni', tone: 'at-the-end', mark: 'at-once' }),
          keyboards[4 + randomInt(4)] as InputMethod,
        ),
    ],
    ['VNI, off', (spelled) => keysFor(spelled, { method: 'vni', tone: 'at-once', mark: 'at-once' })],
    ['plain with Telex on', (spelled) => typed(fold(spelled), keyboards[randomInt(4)] as InputMethod)],
    ['plain with VNI on', (spelled) => typed(fold(spelled), keyboards[4 + randomInt(4)] as InputMethod)],
    ['without diacritics', (spelled) => fold(spelled)],
    ['with diacritics, decomposed', (spelled) => spelled.normalize('NFD')],
  ];
  test.each(ways)('%s: all of them are accepted', (_name, write) => {
    let accepted = 0;
    for (let n = 0; n < 10_000; n += 1) {
      const words = six();
      const boxes = words.map((word) => write(spellReceiptWord(word)));
      const read = readReceiptBoxes(boxes);
      if ('words' in read && read.words.join(' ') === words.join(' ')) accepted += 1;
    }
    expect(accepted).toBe(10_000);
  });

  test('one wrong word: its box is named, and no other', () => {
    const strange = ['con bò', 'mèo', 'xanh', 'password', '🐱', '12345', 'mèo xanh đỏ', 'đđđ', ''];
    for (let n = 0; n < 10_000; n += 1) {
      const boxes = six().map(spellReceiptWord);
      const at = randomInt(6);
      boxes[at] = strange[n % strange.length] as string;
      expect(readReceiptBoxes(boxes)).toEqual({ unknown: [at + 1] });
    }
  });

  test('pasted as the page shows them, with numbers, line breaks and the locator', () => {
    for (let n = 0; n < 2_000; n += 1) {
      const words = six();
      const spelled = words.map(spellReceiptWord);
      const lines = spelled.map((word, at) => `${at + 1}${n % 2 === 0 ? '. ' : ''}${word}`);
      const text = `${lines.join(n % 3 === 0 ? '\r\n' : ' ')}\nMã: 7K3M-Q9XA\nQuay lại ở: example.vn/quay-lai`;
      expect(readPastedReceipt(text)).toEqual({ words, locator: '7K3M-Q9XA' });
      expect(readPastedReceipt(spelled.map(fold).join(' '))).toEqual({ words });
      expect(readReceiptWords(spelled.join(n % 2 === 0 ? ', ' : ' '))).toEqual({ words });
    }
    // Where one word ends is only known when the rest is read too, and these syllables are words of the first list as well.
    for (const text of [
      'ken nau thuyen cham nhim cham luoc xanh coc do chia vui',
      'nhim cham tao do kien do cuu mua chanh vui kem den',
      'thuyen mua cuu vui tre tim ao to chanh nang tre do',
    ])
      expect([text, readPastedReceipt(text)?.words.join('')]).toEqual([text, text.replaceAll(' ', '')]);
    expect(readPastedReceipt('mèo xanh')).toBeUndefined();
    expect(readPastedReceipt('x '.repeat(30_000))).toBeUndefined();
  });
});

describe('receipts of before', () => {
  it('keep their words, every one', () => {
    expect(digestOf(firstReceiptWords)).toBe('d0dc322ea772ef8761886a6f80825451e2e6485d8a629d661e1914a1e0e914d4');
    expect(firstReceiptWords.length).toBe(2_048);
  });

  it('read back from speech and paper, each in one way', () => {
    for (const word of firstReceiptWords) {
      expect(readReceiptWord(spellFirstReceiptWord(word))).toBe(word);
      expect(readReceiptWord(word)).toBe(word);
      expect(fold(spellReceiptWord(word)).replaceAll(' ', '')).toBe(word);
    }
    for (let n = 0; n < 10_000; n += 1) {
      const words = Array.from({ length: 6 }, () => firstReceiptWords[randomInt(2_048)] as string);
      const text = words.map(spellFirstReceiptWord).join(' ');
      expect(readReceiptWords(text)).toEqual({ words });
      expect(readPastedReceipt(words.map((word, at) => `${at + 1} ${spellFirstReceiptWord(word)}`).join('\n'))).toEqual(
        { words },
      );
    }
  });

  it('forgive case, accents and separators as they did, and name the place of what is no word', () => {
    expect(readReceiptWords('Mèo NÂU – xanh')).toEqual({ words: ['meonau', 'xanh'] });
    expect(readReceiptWords('meo-nau, xanh')).toEqual({ words: ['meonau', 'xanh'] });
    expect(readReceiptWords('meonau xanh')).toEqual({ words: ['meonau', 'xanh'] });
    expect(readReceiptWords('mèo xanh, voi đỏ, password')).toEqual({ unknown: [3] });
    expect(readReceiptWords('')).toEqual({ words: [] });
  });
});
