import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { newCode, readCode } from '../../kernel/index.ts';
import { accountOfLink, normaliseAccount, normaliseLink, normalisePhone } from './locator.ts';

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
