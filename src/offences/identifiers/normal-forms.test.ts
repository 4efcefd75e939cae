import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { IdentifierKind } from './identifier.ts';
import moved from './old-phone-prefixes.json' with { type: 'json' };
import { readNormalForm } from './read-identifier.ts';

const normal = (kind: IdentifierKind, written: string, beside?: string): string => {
  const read = readNormalForm(kind, written, beside);
  return read.ok ? read.form.normal : read.fault;
};
const skeleton = (kind: IdentifierKind, written: string, beside?: string): string | null => {
  const read = readNormalForm(kind, written, beside);
  return read.ok ? read.form.skeleton : read.fault;
};

describe('telephone numbers', () => {
  test.each([
    ['0168 555 01 01', '+84385550101'],
    ['+84 (0)385 550 101', '+84385550101'],
    ['SĐT: 0385.550.101', '+84385550101'],
    ['84168-555-0101', '+84385550101'],
    ['(038) 5550101', '+84385550101'],
    ['０３８５ ５５０ １０１', '+84385550101'],
    ['04 3825 1234', '+842438251234'],
    ['0511 3822 123', '+842363822123'],
    ['1900 1234', '19001234'],
    ['+1 202 555 0147', '+12025550147'],
  ])('%s is %s', (written, wanted) => expect(normal('PHONE', written)).toBe(wanted));

  test.each(['', 'gọi sau nhé', '09', '0912345678 hoặc 0987654321'])('%j is none', (written) =>
    expect(['FORM', 'EMPTY']).toContain(normal('PHONE', written)),
  );

  test('every old code leads to the number of today, and no number of today is moved', () => {
    for (const { old, now, digits } of moved.rows) {
      const rest = '5550101234'.slice(0, digits);
      expect(normal('PHONE', `0${old}${rest}`)).toBe(`+84${now}${rest}`);
      expect(normal('PHONE', `0${now}${rest}`)).toBe(`+84${now}${rest}`);
    }
    fc.assert(
      fc.property(fc.constantFrom('3', '5', '7', '8', '9'), fc.stringMatching(/^\d{8}$/), (first, rest) => {
        expect(normal('PHONE', `0${first}${rest}`)).toBe(`+84${first}${rest}`);
      }),
    );
  });
});

describe('accounts', () => {
  test('a link and a handle of the same account are one; elsewhere it is another', () => {
    expect(normal('ACCOUNT', 'https://www.tiktok.com/@Ten.Mau?lang=vi')).toBe('TIKTOK|ten.mau');
    expect(normal('ACCOUNT', ' @TEN.MAU ', 'TIKTOK')).toBe('TIKTOK|ten.mau');
    expect(normal('ACCOUNT', 'ten.mau', 'FACEBOOK')).toBe('FACEBOOK|ten.mau');
    expect(normal('ACCOUNT', 'ten.mau', 'MESSENGER')).toBe('FACEBOOK|ten.mau');
    expect(normal('ACCOUNT', 'ｔｅｎ．ｍａｕ', 'TIKTOK')).toBe('TIKTOK|ten.mau');
  });

  test('letters that look alike give another account with the same look', () => {
    const looks = skeleton('ACCOUNT', 'hoa_mau01', 'TIKTOK');
    for (const other of ['hоa_mau01', 'hoa.mau01', 'hoamauo1', 'HOAMAU0l', 'hoạ_mẫu01'])
      expect([skeleton('ACCOUNT', other, 'TIKTOK'), normal('ACCOUNT', other, 'TIKTOK') === 'TIKTOK|hoa_mau01']).toEqual(
        [looks, false],
      );
    expect(skeleton('ACCOUNT', 'hoa_mau02', 'TIKTOK')).not.toBe(looks);
  });

  test.each(['x', 'https://facebook.com/watch', 'a\u0000b'])('%j is none', (written) =>
    expect(normal('ACCOUNT', written, 'FACEBOOK')).toBe('FORM'),
  );
});

test('mailboxes: what a provider does not tell apart is one, and what it does is not', () => {
  expect(normal('EMAIL', 'Ten.Mau+choi@GoogleMail.com')).toBe('tenmau@gmail.com');
  expect(normal('EMAIL', 'mailto:ten.mau@vi-du.example')).toBe('ten.mau@vi-du.example');
  expect(normal('EMAIL', 'ten.mau+a@vi-du.example')).toBe('ten.mau+a@vi-du.example');
  expect(skeleton('EMAIL', 'ten.mau+a@vi-du.example')).toBe(skeleton('EMAIL', 'ten.mau@vi-du.example'));
  expect(normal('EMAIL', 'a@hotmail.com')).not.toBe(normal('EMAIL', 'a@outlook.com'));
  for (const written of ['a@b', '@vi-du.example', 'a b@vi-du.example']) expect(normal('EMAIL', written)).toBe('FORM');
});

// Vectors of BIP 173, BIP 350, EIP-55 and Bitcoin's first addresses; TRON's is the public contract of a stable coin.
describe('wallets', () => {
  const sound = [
    ['1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2', 'BTC|1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2'],
    ['3J98t1WpEZ73CNmQviecrnyiWrnqRhWNLy', 'BTC|3J98t1WpEZ73CNmQviecrnyiWrnqRhWNLy'],
    ['BC1QW508D6QEJXTDG4Y5R3ZARVARY0C5XW7KV8F3T4', 'BTC|bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4'],
    [
      'bc1p5cyxnuxmeuwuvkwfem96lqzszd02n6xdcjrs20cac6yqjjwudpxqkedrcr',
      'BTC|bc1p5cyxnuxmeuwuvkwfem96lqzszd02n6xdcjrs20cac6yqjjwudpxqkedrcr',
    ],
    ['0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed', 'EVM|0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed'],
    ['ethereum:0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359@1', 'EVM|0xfb6916095ca1df60bb79ce92ce3ea74c37c5d359'],
    ['TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t', 'TRON|TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t'],
    ['41a614f803b6fd780986a42c78ec9c7f77e6ded13c', 'TRON|TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t'],
  ] as const;
  test.each(sound)('%s is %s', (written, wanted) => expect(normal('WALLET', written)).toBe(wanted));

  test('a mistyped letter is found by the checksum', () => {
    for (const [written] of sound) {
      // Hexadecimal of one case carries none.
      if (written.startsWith('41')) continue;
      const at = written.length - 4;
      const wrong = written[at] === '2' ? '3' : '2';
      expect(normal('WALLET', written.slice(0, at) + wrong + written.slice(at + 1)), written).toBe('CHECKSUM');
    }
    // BIP 350: version 1 with the checksum of version 0.
    expect(normal('WALLET', 'bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqh2y7hd')).toBe('CHECKSUM');
    expect(normal('WALLET', 'tb1qw508d6qejxtdg4y5r3zarvary0c5xw7kxpjzsx')).toBe('FORM');
  });
});

test('accounts at banks: the bank by its code, number or name, before or beside the digits', () => {
  for (const [written, beside] of [
    ['Vietcombank 0123 456 789', undefined],
    ['STK: 0123456789', '970436'],
    ['0123-456-789', 'VCB'],
    ['Ngân hàng Ngoại thương: 0123456789', undefined],
  ] as const)
    expect(normal('BANK', written, beside), written).toBe('VCB|0123456789');
  expect(normal('BANK', '0123456789')).toBe('BANK_UNKNOWN');
  expect(normal('BANK', 'MoMo 0912345678')).not.toBe(normal('BANK', 'ZaloPay 0912345678'));
  expect(normal('BANK', 'VCB 12')).toBe('FORM');
});

test('addresses of the Internet, devices, hashes and pages', () => {
  expect(normal('IP', '8.8.4.4:5060')).toBe(normal('IP', '::ffff:8.8.4.4'));
  expect(skeleton('IP', '2405:4802:1:2:3:4:5:6')).toBe(skeleton('IP', '[2405:4802:1:2::9]:443'));
  for (const home of ['192.168.1.1', '10.0.0.1', '100.64.0.1', '127.0.0.1', 'fe80::1', '::1'])
    expect(normal('IP', home), home).toBe('PRIVATE');
  for (const none of ['1.2', '0x7f.1', '999.1.1.1', 'vi-du.example']) expect(normal('IP', none), none).toBe('FORM');
  expect(normal('DEVICE', 'IMEI: 49-015420-323751-8')).toBe(normal('DEVICE', '4901542032375101'));
  expect(normal('DEVICE', '490154203237519')).toBe('CHECKSUM');
  expect(normal('DEVICE', '00-1A-2B-3C-4D-5E')).toBe(normal('DEVICE', '001a.2b3c.4d5e'));
  // A telephone makes such an address up anew for each network: it leads to nobody.
  expect(normal('DEVICE', '02:1A:2B:3C:4D:5E')).toBe('PRIVATE');
  expect(normal('HASH', 'D41D8CD98F00B204E9800998ECF8427E')).toBe('md5|d41d8cd98f00b204e9800998ecf8427e');
  expect(normal('ADDRESS', 'hxxps[:]//www.vi-du[.]example/a/?utm_source=x')).toBe('vi-du.example/a');
  expect(normal('ADDRESS', 'https://ten:mat@vi-du.example/')).toBe('FORM');
});

test('read again from its normal form it is the same, and nothing that anybody writes throws', () => {
  const beside = { ACCOUNT: 'TIKTOK', BANK: 'VCB' } as const;
  const kinds = ['ACCOUNT', 'PHONE', 'EMAIL', 'ADDRESS', 'WALLET', 'DEVICE', 'BANK', 'HASH', 'IP'] as const;
  const texts = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 60 }),
    fc.stringMatching(/^[+]?[\d ().-]{6,20}$/),
    fc.stringMatching(/^[a-z0-9._@-]{3,30}$/),
    fc.ipV4(),
    fc.ipV6(),
    fc.emailAddress(),
    fc.webUrl(),
  );
  fc.assert(
    fc.property(fc.constantFrom(...kinds), texts, (kind, text) => {
      const own = beside[kind as keyof typeof beside];
      const read = readNormalForm(kind, text, own);
      if (!read.ok) return;
      const { normal: first, mask, display } = read.form;
      const again = ['PHONE', 'EMAIL', 'ADDRESS', 'IP'].includes(kind) ? first : first.slice(first.indexOf('|') + 1);
      const scheme = kind === 'HASH' ? first.slice(0, first.indexOf('|')) : own;
      // The digits of an IMEI are kept without the one that checks them.
      if (kind !== 'DEVICE') expect(normal(kind, again, scheme)).toBe(first);
      expect(mask).not.toBe(display);
    }),
    { numRuns: 3_000 },
  );
});

test('how somebody wrote it does not show: what is kept is made of the normal form alone', () => {
  for (const [kind, one, other, beside] of [
    ['EMAIL', 'Ten.Mau+choi@GoogleMail.com', 'tenmau@gmail.com', undefined],
    ['PHONE', '0168 555 01 01', '+84385550101', undefined],
    ['ADDRESS', 'http://www.vi-du.example/a/?fbclid=1#x', 'https://vi-du.example/a', undefined],
    ['DEVICE', '490154203237518', '4901542032375101', undefined],
    ['ACCOUNT', 'https://tiktok.com/@Ten.Mau', 'ten.mau', 'TIKTOK'],
    ['BANK', 'Vietcombank 0123 456 789', '0123456789', 'VCB'],
    ['IP', '[2405:4802:0001:2::9]:443', '2405:4802:1:2:0:0:0:9', undefined],
  ] as const)
    expect(readNormalForm(kind, one, kind === 'ACCOUNT' || kind === 'BANK' ? undefined : beside)).toEqual(
      readNormalForm(kind, other, beside),
    );
});
