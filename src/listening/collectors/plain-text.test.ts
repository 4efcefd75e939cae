import fc from 'fast-check';
import { expect, test } from 'vitest';
import { linksIn, plainText } from './plain-text.ts';

test.each([
  ['một &lt; hai', 'một < hai'],
  ['1 < 2 > 0', '1 < 2 > 0'],
  ['a<br/>b<p>c</p><b>d</b>', 'a\nb\nc\nd'],
  ['<style>x{}</style>a<SCRIPT>b</ScRiPt >c', 'ac'],
  ['a<script>never closed', 'a'],
  ['a <b never closed', 'a <b never closed'],
  ['x&aacute;y&#7879;z&#x1ec7;&unknown;&#xd800;&#1114112;', 'xáyệzệ&unknown;\ufffd\ufffd'],
  ['', ''],
])('%s', (html, text) => expect(plainText(html).text).toBe(text));

test('addresses in attributes and in text', () => {
  const { links, images } = plainText(
    `<a class=x href="https://e.vn/?a&amp;b">1</a><a href='/own'>2</a><a href=javascript:x>3</a><img alt="" src=https://e.vn/i.png>`,
  );
  expect([links, images]).toEqual([['https://e.vn/?a&b'], ['https://e.vn/i.png']]);
  expect(linksIn('xem https://e.vn/a, (https://e.vn/b) và https://e.vn/a.')).toEqual([
    'https://e.vn/a',
    'https://e.vn/b',
  ]);
  expect(linksIn('https://e.vn/1 '.repeat(3)).length).toBe(1);
  expect(linksIn(Array.from({ length: 99 }, (_one, n) => `https://e.vn/${n}`).join(' ')).length).toBe(50);
});

test('any text comes through, and what is no tag is kept', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...'<>/&#;"\'= abp\nscript') }), (html) => {
      const { text } = plainText(html);
      expect(text.length).toBeLessThanOrEqual(html.length + 1);
      linksIn(html);
    }),
  );
});

test('a million openings before one close are one pass', () => {
  expect(plainText(`${'< '.repeat(1_000_000)}>`).text.length).toBeGreaterThan(1_000_000);
  expect(plainText('<a href="'.repeat(300_000)).links).toEqual([]);
  expect(plainText('<script>'.repeat(300_000)).text).toBe('');
});
