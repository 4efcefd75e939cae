import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defang, displayUrl, readUrl, refang } from './canonical-url.ts';

const href = (input: string | Uint8Array) => {
  const read = readUrl(input);
  return read.ok ? read.url.href : read.fault;
};

/** The vectors of "URLs and Hashing" of Safe Browsing v4, all of them; the one with a byte that is no text is given as bytes. */
const PUBLISHED: readonly (readonly [string | Uint8Array, string])[] = [
  ['http://host/%25%32%35', 'http://host/%25'],
  ['http://host/%25%32%35%25%32%35', 'http://host/%25%25'],
  ['http://host/%2525252525252525', 'http://host/%25'],
  ['http://host/asdf%25%32%35asd', 'http://host/asdf%25asd'],
  ['http://host/%%%25%32%35asd%%', 'http://host/%25%25%25asd%25%25'],
  ['http://www.google.com/', 'http://www.google.com/'],
  [
    'http://%31%36%38%2e%31%38%38%2e%39%39%2e%32%36/%2E%73%65%63%75%72%65/%77%77%77%2E%65%62%61%79%2E%63%6F%6D/',
    'http://168.188.99.26/.secure/www.ebay.com/',
  ],
  [
    'http://195.127.0.11/uploads/%20%20%20%20/.verify/.eBaysecure=updateuserdataxplimnbqmn-xplmvalidateinfoswqpcmlx=hgplmcx/',
    'http://195.127.0.11/uploads/%20%20%20%20/.verify/.eBaysecure=updateuserdataxplimnbqmn-xplmvalidateinfoswqpcmlx=hgplmcx/',
  ],
  [
    'http://host%23.com/%257Ea%2521b%2540c%2523d%2524e%25f%255E00%252611%252A22%252833%252944_55%252B',
    'http://host%23.com/~a!b@c%23d$e%25f^00&11*22(33)44_55+',
  ],
  ['http://3279880203/blah', 'http://195.127.0.11/blah'],
  ['http://www.google.com/blah/..', 'http://www.google.com/'],
  ['www.google.com/', 'http://www.google.com/'],
  ['www.google.com', 'http://www.google.com/'],
  ['http://www.evil.com/blah#frag', 'http://www.evil.com/blah'],
  ['http://www.GOOgle.com/', 'http://www.google.com/'],
  ['http://www.google.com.../', 'http://www.google.com/'],
  ['http://www.google.com/foo\tbar\rbaz\n2', 'http://www.google.com/foobarbaz2'],
  ['http://www.google.com/q?', 'http://www.google.com/q?'],
  ['http://www.google.com/q?r?', 'http://www.google.com/q?r?'],
  ['http://www.google.com/q?r?s', 'http://www.google.com/q?r?s'],
  ['http://evil.com/foo#bar#baz', 'http://evil.com/foo'],
  ['http://evil.com/foo;', 'http://evil.com/foo;'],
  ['http://evil.com/foo?bar;', 'http://evil.com/foo?bar;'],
  [Buffer.from('http://\x01\x80.com/', 'latin1'), 'http://%01%80.com/'],
  ['http://notrailingslash.com', 'http://notrailingslash.com/'],
  ['http://www.gotaport.com:1234/', 'http://www.gotaport.com/'],
  ['  http://www.google.com/  ', 'http://www.google.com/'],
  ['http:// leadingspace.com/', 'http://%20leadingspace.com/'],
  ['http://%20leadingspace.com/', 'http://%20leadingspace.com/'],
  ['%20leadingspace.com/', 'http://%20leadingspace.com/'],
  ['https://www.securesite.com/', 'https://www.securesite.com/'],
  ['http://host.com/ab%23cd', 'http://host.com/ab%23cd'],
  ['http://host.com//twoslashes?more//slashes', 'http://host.com/twoslashes?more//slashes'],
];

describe('the canonical form of a web address', () => {
  it('has all 33 published vectors', () => {
    expect(PUBLISHED).toHaveLength(33);
  });

  for (const [input, canonical] of PUBLISHED)
    it(`${JSON.stringify(typeof input === 'string' ? input : Buffer.from(input).toString('latin1'))}`, () => {
      expect(href(input)).toBe(canonical);
    });

  it.each([
    ['http://0x7f.1/', 'http://127.0.0.1/'],
    ['http://017700000001/', 'http://127.0.0.1/'],
    ['http://127.1/', 'http://127.0.0.1/'],
    ['http://[2001:0db8:0000::1]/', 'http://[2001:db8::1]/'],
    ['http://[::ffff:1.2.3.4]/', 'http://1.2.3.4/'],
    ['http://[64:ff9b::1.2.3.4]:8080/a', 'http://1.2.3.4/a'],
    ['https://ⓔxample.com/', 'https://example.com/'],
    ['https://báo-mới.vn/tin', 'https://xn--bo-mi-xqa5384c.vn/tin'],
    ['https://b%C3%A1o-m%E1%BB%9Bi.vn/tin', 'https://xn--bo-mi-xqa5384c.vn/tin'],
    ['https://example。vn/', 'https://example.vn/'],
    ['http:example.vn/a', 'http://example.vn/a'],
    ['http:////example.vn/a', 'http://example.vn/a'],
    ['http:\\\\example.vn\\a\\..\\b', 'http://example.vn/b'],
    ['//example.vn/a', 'http://example.vn/a'],
    ['example.vn:8080/a', 'http://example.vn/a'],
    ['hxxps[:]//evil[.]example/a', 'https://evil.example/a'],
    ['https://example.vn/a/./b/%2e%2e/c/', 'https://example.vn/a/c/'],
    ['https://example.vn/%E1%BB%87', 'https://example.vn/%E1%BB%87'],
    ['https://example.vn/ệ', 'https://example.vn/%E1%BB%87'],
  ])('reads %s as browsers do', (input, canonical) => {
    expect(href(input)).toBe(canonical);
  });

  it.each([
    ['', 'EMPTY'],
    [' \n', 'EMPTY'],
    ['javascript:alert(1)', 'NOT_WEB'],
    ['data:text/html,x', 'NOT_WEB'],
    ['tel:111', 'NOT_WEB'],
    ['http://', 'NO_HOST'],
    ['http://user@/', 'NO_HOST'],
    ['http://a.vn:99999/', 'BAD_PORT'],
    ['http://a.vn:8o/', 'BAD_PORT'],
    ['http://a%2Fb.vn/', 'BAD_HOST'],
    ['http://a%40b.vn/', 'BAD_HOST'],
    ['http://[::1/', 'BAD_PORT'],
    ['http://[::g]/', 'BAD_HOST'],
    [`http://a.vn/${'x'.repeat(9_000)}`, 'TOO_LONG'],
  ])('refuses %s', (input, fault) => {
    expect(href(input)).toBe(fault);
  });

  it('drops credentials and tells them, whatever stands for the slash', () => {
    for (const input of ['https://zalo.me@evil.example/a', 'https://zalo.me:pass@evil.example:8443/a']) {
      const read = readUrl(input);
      expect(read.ok && read.url).toMatchObject({ href: 'https://evil.example/a', hadCredentials: true });
    }
    expect(href('https://evil.example\\@zalo.me/')).toBe('https://evil.example/@zalo.me/');
  });

  it('is its own canonical form, for any text, and takes no longer for escapes of escapes', () => {
    fc.assert(
      fc.property(
        fc.string({ maxLength: 12, unit: fc.constantFrom(...'%2500#/\\.?@:[]aZ-é \t'.split(''), '%25', '../') }),
        (tail) => {
          const once = readUrl(`http://a.vn/${tail}`);
          if (!once.ok) return;
          expect(href(once.url.href)).toBe(once.url.href);
        },
      ),
      { numRuns: 2_000 },
    );
    expect(href(href('http://a.vn/%[:\t]'))).toBe(href('http://a.vn/%[:\t]'));
    expect(href(`http://a.vn/%${'25'.repeat(4_000)}`)).toBe('http://a.vn/%25');
  });

  it('gives the same answer on the way for plain addresses as on the other', () => {
    fc.assert(
      fc.property(fc.webUrl({ withQueryParameters: true }), (url) => {
        expect(href(url)).toBe(href(Buffer.from(url)));
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('the form that a person reads', () => {
  it('is what a browser shows, without credentials, and no link in mail', () => {
    expect(displayUrl('https://a:b@báo.vn:8443/x?y#z')).toBe('https://xn--bo-mia.vn:8443/x?y#z');
    expect(defang('https://evil.example/a.b?c')).toBe('hxxps[:]//evil[.]example/a.b?c');
    expect(refang(defang('http://evil.example:80/a.b'))).toBe('http://evil.example:80/a.b');
    expect(displayUrl('javascript:alert(1)')).toBeNull();
  });
});
