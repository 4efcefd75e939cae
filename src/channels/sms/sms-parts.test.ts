import { describe, expect, test } from 'vitest';
import { partPlace, placeOf, smsParts } from './sms-parts.ts';

const body = (part: Buffer, joined: boolean) => (joined ? part.subarray(6) : part);
const read = ({ coding, parts, joined }: ReturnType<typeof smsParts>) =>
  parts
    .map((part) => {
      const bytes = Buffer.from(body(part, joined));
      return coding === 8 ? bytes.swap16().toString('utf16le') : bytes.toString('latin1');
    })
    .join('');

describe('a text over the air', () => {
  test.each([
    ['plain letters', 'Goi 111 nhe!', 0, 1],
    ['160 plain letters', 'a'.repeat(160), 0, 1],
    ['161 plain letters', 'a'.repeat(161), 0, 2],
    ['Vietnamese', 'Tổng đài 111 đã nhận tin của em', 8, 1],
    ['70 units with marks', 'ệ'.repeat(70), 8, 1],
    ['71 units with marks', 'ệ'.repeat(71), 8, 2],
    ['the longest', 'ệ'.repeat(335), 8, 5],
    ['letters whose code differs between alphabets', 'a@b_c$', 8, 1],
  ])('%s', (_what, text, coding, count) => {
    const sent = smsParts(text, 7);
    expect([sent.coding, sent.parts.length]).toEqual([coding, count]);
    expect(read(sent)).toBe(text);
    for (const part of sent.parts) expect(part.length).toBeLessThanOrEqual(coding === 8 ? 140 : 160);
  });

  test('parts are numbered under one reference, and a character is never halved', () => {
    const sent = smsParts('🛡'.repeat(100), 300);
    expect(read(sent)).toBe('🛡'.repeat(100));
    for (const [place, part] of sent.parts.entries()) {
      expect([...part.subarray(0, 6)]).toEqual([5, 0, 3, 300 & 0xff, sent.parts.length, place + 1]);
      expect((part.length - 6) % 4).toBe(0);
    }
  });
});

test('the place of a part is read from either header, and one that cannot be is none', () => {
  expect(partPlace([Buffer.from([0, 3, 9, 2, 1])])).toEqual({ reference: '8:9', total: 2, number: 1 });
  expect(partPlace([Buffer.from([5, 0]), Buffer.from([8, 4, 1, 2, 3, 3])])).toEqual({
    reference: '16:258',
    total: 3,
    number: 3,
  });
  for (const wrong of [[0, 3, 9, 2, 3], [0, 3, 9, 0, 0], [0, 3, 9], [0], [], [8, 4, 1, 2, 3]])
    expect(partPlace([Buffer.from(wrong)])).toBeUndefined();
  expect(placeOf('x', 1, 1)).toBeUndefined();
});
