import fc from 'fast-check';
import { expect, test } from 'vitest';
import { normalise } from '../../text/index.ts';
import { findDetails, mask } from './child-personal-data.ts';
import { numberFormats } from './number-formats.ts';

const found = (raw: string) => findDetails(normalise(raw)).map(({ kind, from, to }) => [kind, raw.slice(from, to)]);

test.each([
  ['Gọi mình số 0912 345 678 nhé', [['PHONE', '0912 345 678']]],
  ['sđt: 0.3.8.1.2.3.4.5.6.7', [['PHONE', '0.3.8.1.2.3.4.5.6.7']]],
  [
    '+84 912-345-678 hoặc (024) 3826 1234',
    [
      ['PHONE', '+84 912-345-678'],
      ['PHONE', '(024) 3826 1234'],
    ],
  ],
  ['số ０９１２３４５６７８ nha', [['PHONE', '０９１２３４５６７８']]],
  ['Giá 120000000 đồng, mã 0912345678901234', []],
  ['thư cho minh.mau@truong.edu.vn nhé', [['EMAIL', 'minh.mau@truong.edu.vn']]],
  ['CCCD 001 212 345 678 của bé', [['NATIONAL_ID', '001 212 345 678']]],
  ['bé sinh ngày 12/03/2015 ở đây', [['BIRTH_DATE', 'sinh ngày 12/03/2015']]],
  ['sinh năm 2014, lễ ngày 2/9/2026', [['BIRTH_DATE', 'sinh năm 2014']]],
  [
    'con học Trường THCS Hoa Mẫu, lớp 6A2',
    [
      ['SCHOOL_AND_CLASS', 'Trường THCS Hoa Mẫu'],
      ['SCHOOL_AND_CLASS', 'lớp 6A2'],
    ],
  ],
  ['hoc truong tieu hoc Hoa Mau lop 4b', [['SCHOOL_AND_CLASS', 'truong tieu hoc Hoa Mau lop 4b']]],
  ['nhà số 12/3 ngõ Hoa Mẫu, phường Mẫu', [['ADDRESS', 'số 12/3 ngõ Hoa Mẫu, phường Mẫu']]],
  ['địa chỉ: 45 Lê Mẫu. Đi nhé', [['ADDRESS', 'địa chỉ: 45 Lê Mẫu']]],
  ['stk 0123 4567 8901 23 ngân hàng Mẫu', [['ACCOUNT', 'stk 0123 4567 8901 23']]],
  ['kb zalo: be.mau.2014 nha', [['ACCOUNT', 'zalo: be.mau.2014']]],
  ['fb.com và facebook.com/be.mau.2014', [['ACCOUNT', 'facebook.com/be.mau.2014']]],
  ['Hôm nay cả lớp đi chơi ở sân trường', []],
  ['', []],
] as const)('%s', (raw, expected) => {
  expect(found(raw)).toEqual(expected);
});

test('what the law says of numbers is rows with a source and dates that can be', () => {
  expect(new Set(numberFormats.map(({ code }) => code)).size).toBe(numberFormats.length);
  for (const { code, source, validFrom, validTo, more } of numberFormats) {
    expect(source.length, code).toBeGreaterThan(10);
    expect(validFrom, code).toMatch(/^\d{4}-\d\d-\d\d$/);
    expect(validTo === undefined || validTo > validFrom, code).toBe(true);
    expect(more[1], code).toBeGreaterThanOrEqual(more[0]);
  }
});

test('a mask hides what was found and nothing else, and keeps every place', () => {
  const raw = 'Bé Mẫu 🙂 gọi 0912 345 678 nhé';
  const masked = mask(raw, findDetails(normalise(raw)));
  expect(masked).toBe('Bé Mẫu 🙂 gọi •••• ••• ••• nhé');
  expect(masked).toHaveLength(raw.length);
});

test('details are in order, do not overlap and lie inside the text, whatever the text', () => {
  const parts = fc.constantFrom(
    ...'0912345678 0912.345. 678 001212345678 lớp 6a sinh ngày 1/2/2015 trường thcs mẫu số 3 ngõ , . @x.vn a@b.vn stk zalo : 12 🙂 k'.split(
      ' ',
    ),
    ' ',
  );
  fc.assert(
    fc.property(fc.array(parts, { maxLength: 30 }), (some) => {
      const raw = some.join('');
      const details = findDetails(normalise(raw));
      let before = 0;
      for (const { from, to } of details) {
        expect(from).toBeGreaterThanOrEqual(before);
        expect(to).toBeGreaterThan(from);
        before = to;
      }
      expect(before).toBeLessThanOrEqual(raw.length);
      expect(mask(raw, details)).toHaveLength(raw.length);
    }),
    { numRuns: 2_000 },
  );
});
