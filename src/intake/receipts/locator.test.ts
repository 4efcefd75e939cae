import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { newCode, readCode } from '../../kernel/index.ts';
import { normalisePhone } from '../../vocabulary/index.ts';
import { accountLocator, accountOfLink, normaliseAccount, normaliseLink } from './locator.ts';

describe('links', () => {
  it.each([
    ['https://www.Facebook.com/nguoi.la/?fbclid=abc#anh', 'https://facebook.com/nguoi.la'],
    ['facebook.com/nguoi.la', 'https://facebook.com/nguoi.la'],
    ['HTTP://m.facebook.com/nguoi.la/', 'https://facebook.com/nguoi.la'],
    ['//t.me/kenh_la', 'https://t.me/kenh_la'],
    ['https://example.vn/a?b=2&a=1&utm_source=x', 'https://example.vn/a?a=1&b=2'],
    ['example.vn:8080/x', 'https://example.vn:8080/x'],
    ['https://trẻem.vn/bài', 'https://xn--trem-wu5a.vn/b%C3%A0i'],
  ])('%s', (written, canonical) => {
    expect(normaliseLink(written)).toBe(canonical);
  });

  it.each([
    'javascript:alert(1)',
    'data:text/html,x',
    'https://user:pass@example.vn',
    'không phải đường dẫn',
    'localhost',
    'http://',
    `https://example.vn/${'a'.repeat(3_000)}`,
  ])('refuses %s', (written) => {
    expect(normaliseLink(written)).toBeUndefined();
  });

  it('is stable: the canonical form is its own canonical form', () => {
    fc.assert(
      fc.property(fc.webUrl({ withQueryParameters: true, withFragments: true }), (url) => {
        const once = normaliseLink(url);
        if (once !== undefined) expect(normaliseLink(once)).toBe(once);
      }),
    );
  });

  it('names the account of a profile page and of nothing else', () => {
    expect(accountOfLink('https://tiktok.com/@Nguoi.La/video/1')).toEqual({
      kind: 'ACCOUNT',
      value: 'TIKTOK|nguoi.la',
    });
    expect(accountOfLink('https://facebook.com/watch')).toBeUndefined();
    expect(accountOfLink('https://example.vn/nguoi.la')).toBeUndefined();
  });
});

describe('telephone numbers', () => {
  it.each([
    ['0912 345 678', '+84912345678'],
    ['+84 (0) 912-345-678', '+84912345678'],
    ['84912345678', '+84912345678'],
    ['912345678', '+84912345678'],
    ['０９１２３４５６７８', '+84912345678'],
    ['024 3943 1234', '+842439431234'],
    ['+1 202 555 0147', '+12025550147'],
    ['1900 6046', '19006046'],
    ['111', '111'],
  ])('%s', (written, normal) => {
    expect(normalisePhone(written)).toBe(normal);
  });

  it.each(['', '12', 'số của nó', '0912 345 678 900 111', "0912' or 1=1"])('refuses "%s"', (written) => {
    expect(normalisePhone(written)).toBeUndefined();
  });
});

describe('accounts', () => {
  it('reads the same name in any dress', () => {
    expect(normaliseAccount('@Nguoi_La')).toBe('nguoi_la');
    expect(normaliseAccount('  Ｎguoi_La ')).toBe('nguoi_la');
    expect(normaliseAccount('Bé Na'.normalize('NFD'))).toBe('bé na');
    expect(normaliseAccount('@')).toBeUndefined();
  });
});

describe('codes', () => {
  it('reads back what it makes, in any case and with the letters that look like digits', () => {
    for (let i = 0; i < 200; i += 1) {
      const code = newCode();
      expect(readCode(code)).toBe(code);
      expect(readCode(` ${code.toLowerCase().replace('-', ' ').replaceAll('0', 'o').replaceAll('1', 'l')} `)).toBe(
        code,
      );
    }
    expect(readCode('7K3M-Q9X')).toBeUndefined();
    expect(readCode('7K3M-Q9XU')).toBeUndefined();
  });
});

describe('what one form is made of, to the letter', () => {
  const path = (length: number) => `https://example.vn/${'a'.repeat(length - 'https://example.vn/'.length)}`;

  it.each([
    ['  https://example.vn/x  ', 'https://example.vn/x'],
    [path(2_048), path(2_048)],
    [path(2_049), undefined],
    ['', undefined],
    ['   ', undefined],
    ['example.vn/a:b', 'https://example.vn/a:b'],
    ['example.vn//x', 'https://example.vn//x'],
    ['example.vn:8080', 'https://example.vn:8080'],
    ['example.vn:8080?a=1', 'https://example.vn:8080?a=1'],
    ['example.vn:8080#x', 'https://example.vn:8080'],
    ['ftp://example.vn/x', undefined],
    ['https://user@example.vn', undefined],
    ['https://:word@example.vn', undefined],
    ['https://example.vn./x', 'https://example.vn/x'],
    ['https://a.b.example.vn/x', 'https://a.b.example.vn/x'],
    ['https://notwww.example.vn/x', 'https://notwww.example.vn/x'],
    ['https://mobile.example.vn/x', 'https://example.vn/x'],
    ['https://web.example.vn/x', 'https://example.vn/x'],
    ['https://mbasic.facebook.com/x', 'https://facebook.com/x'],
    ['https://m.vn/x', 'https://m.vn/x'],
    ['https://a_b.example.vn/x', undefined],
    ['https://[::1]/x', undefined],
    ['https://example.vn/x?b=1&a=2&a=1&c=0', 'https://example.vn/x?a=2&a=1&b=1&c=0'],
    ['https://example.vn/x?utm_medium=1&igsh=1&igshid=2&share_id=3&SI=4&_rdr=5', 'https://example.vn/x'],
    ['https://example.vn/x?sid=1&xsi=2&preref=3', 'https://example.vn/x?preref=3&sid=1&xsi=2'],
  ])('link %#', (written, canonical) => {
    expect(normaliseLink(written)).toBe(canonical);
  });

  it.each([
    ['@@Nguoi   La', 'nguoi la'],
    ['nguoi@la', 'nguoi@la'],
    ['a'.repeat(200), 'a'.repeat(200)],
    ['a'.repeat(201), undefined],
    ['@', undefined],
  ])('account %#', (written, handle) => {
    expect(normaliseAccount(written)).toBe(handle);
  });

  it.each([
    [' 0912 345 678 ', '+84912345678'],
    ['0912345600', '+84912345600'],
    ['02412345678', '+842412345678'],
    ['tel 0912345678', undefined],
    ['0912345678 x', undefined],
    ['0084912345678', '+84912345678'],
    ['+84 0912345678', '+84912345678'],
    ['+44 20 8400 1234', '+442084001234'],
    ['+1234567', undefined],
    ['+12345678', '+12345678'],
    ['+123456789012345', '+123456789012345'],
    ['+1234567890123456', undefined],
    ['+0123456789', undefined],
    ['+12345670', '+12345670'],
    ['84912345678', '+84912345678'],
    ['849123456789', '+849123456789'],
    ['8491234567890', undefined],
    ['184912345678', undefined],
    ['10912345678', undefined],
    ['912345678', '+84912345678'],
    ['9123456789', undefined],
    ['2912345678', undefined],
    ['111', '111'],
    ['11', undefined],
    ['1234567890', '1234567890'],
    ['12345678901', undefined],
  ])('telephone %s', (written, number) => {
    expect(normalisePhone(written)).toBe(number);
  });

  const profiles: readonly (readonly [string, string | undefined])[] = [
    ['https://facebook.com/Nguoi.La', 'FACEBOOK|nguoi.la'],
    ['https://facebook.com/ab', undefined],
    ['https://facebook.com/nguoi/la', undefined],
    ['https://facebook.com/nguoi-la', undefined],
    ['https://tiktok.com/@Ten.La', 'TIKTOK|ten.la'],
    ['https://tiktok.com/@ten.la/video/1', 'TIKTOK|ten.la'],
    ['https://tiktok.com/video/@ten.la', undefined],
    ['https://tiktok.com/ten.la', undefined],
    ['https://instagram.com/ten.la', 'INSTAGRAM|ten.la'],
    ['https://instagram.com/p/ten.la', undefined],
    ['https://youtube.com/@Kenh-La', 'YOUTUBE|kenh-la'],
    ['https://youtube.com/@kenh-la/videos', 'YOUTUBE|kenh-la'],
    ['https://youtube.com/c/@kenh-la', undefined],
    ['https://t.me/Kenh_La', 'TELEGRAM|kenh_la'],
    ['https://t.me/s/kenh_la', undefined],
    ['https://t.me/kenh_la/1', undefined],
    ['https://example.vn/nguoi.la', undefined],
    ['https://tiktok.com', undefined],
    ...[
      'watch',
      'groups',
      'login',
      'help',
      'reel',
      'reels',
      'explore',
      'share',
      'events',
      'profile.php',
      'story.php',
      'marketplace',
      'gaming',
    ].map((page) => [`https://facebook.com/${page}`, undefined] as const),
  ];

  it.each(profiles)('profile %s', (link, account) => {
    expect(accountOfLink(link)).toEqual(account && { kind: 'ACCOUNT', value: account });
  });

  it('knows one account behind two windows', () => {
    expect(accountLocator('MESSENGER', 'a')).toEqual({ kind: 'ACCOUNT', value: 'FACEBOOK|a' });
    expect(accountLocator('ZALO', 'a')).toEqual({ kind: 'ACCOUNT', value: 'ZALO|a' });
  });
});
