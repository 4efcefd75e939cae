import { expect, it } from 'vitest';
import { must } from '../../../tools/test/test-result.ts';
import { readTarget } from './block-entry.ts';
import { guardGroundsOf } from './over-blocking.ts';

/** Hosts that carry much more than what was meant, planted: a wrong entry for one of them takes the internet of many people down. */
const PLANTED = [
  'drive.google.com',
  'docs.google.com',
  'sites.google.com',
  'drive.usercontent.google.com',
  'google.com',
  'www.google.com.vn',
  'youtube.com',
  'm.youtube.com',
  'youtu.be',
  'facebook.com',
  'vi-vn.facebook.com',
  'fb.watch',
  'messenger.com',
  'instagram.com',
  'tiktok.com',
  'www.tiktok.com',
  'zalo.me',
  'chat.zalo.me',
  't.me',
  'x.com',
  'discord.com',
  'reddit.com',
  'blogspot.com',
  'wordpress.com',
  'weebly.com',
  'wixsite.com',
  'sapo.vn',
  'haravan.com',
  '000webhostapp.com',
  'github.io',
  'pages.dev',
  'workers.dev',
  'vercel.app',
  'netlify.app',
  'web.app',
  'telegra.ph',
  'linktr.ee',
  'bit.ly',
  'tinyurl.com',
  's3.amazonaws.com',
  'storage.googleapis.com',
  'dropbox.com',
  'mediafire.com',
  'fshare.vn',
  'mega.nz',
  'imgur.com',
  'cloudflare.com',
  'cdn.cloudflare.net',
  'd111111abcdef8.cloudfront.net',
  'a248.e.akamai.net',
  'x.fastly.net',
  'cdn.jsdelivr.net',
  'fonts.gstatic.com',
  'vnexpress.net',
  'tuoitre.vn',
  'vietcombank.com.vn',
  'momo.vn',
  'dichvucong.gov.vn',
  'hust.edu.vn',
  'com.vn',
  'vn.',
] as const;

const grounds = (value: string, kind: 'DOMAIN' | 'HOST' = 'DOMAIN') => {
  const target = readTarget(kind, value, undefined);
  return target.ok ? guardGroundsOf(target.value) : [target.refusal.code];
};

it('lets none of sixty planted hosts pass with two persons', () => {
  expect(PLANTED.length).toBeGreaterThanOrEqual(60);
  for (const host of PLANTED)
    for (const kind of ['DOMAIN', 'HOST'] as const) expect([host, grounds(host, kind).length]).not.toEqual([host, 0]);
});

it('lets a name of one publisher pass with two, and one tenant of a shared host', () => {
  for (const host of ['xau.example.vn', 'trang-xau.com', 'ten.blogspot.com', 'shop.sapo.vn', 'báo-xấu.vn'])
    expect([host, grounds(host)]).toEqual([host, []]);
});

it('lets one page of a shared host pass with two, and never one of a public body', () => {
  const page = (value: string) => guardGroundsOf(must(readTarget('URL', value, undefined)));
  expect(page('https://drive.google.com/file/d/x/view')).toEqual([]);
  expect(page('https://x.gov.vn/a')).toEqual(['PUBLIC_BODY']);
});

it('reads what is to be blocked, and nothing that would break a zone', () => {
  const read = (kind: 'DOMAIN' | 'HOST' | 'URL' | 'IP', value: string, order?: string) => {
    const target = readTarget(kind, value, order);
    return target.ok ? target.value.value : target.refusal.code;
  };
  expect(read('DOMAIN', 'Xấu.Example.VN')).toBe('xn--xu-r5s.example.vn');
  expect(read('HOST', 'https://a.example.vn/')).toBe('a.example.vn');
  expect(read('URL', 'https://a.example.vn/b?c=1#d')).toBe('a.example.vn/b?c=1');
  expect(read('IP', '203.0.113.9', 'Quyết định 1')).toBe('203.0.113.9');
  for (const value of ['203.0.113.9', 'http://0x7f.1/', '[2001:db8::1]'])
    expect([value, read('HOST', value)]).toEqual([value, 'block-entry.address-needs-order']);
  expect(read('IP', '203.0.113.9')).toBe('block-entry.address-needs-order');
  for (const value of [
    '',
    'localhost',
    'a b.vn',
    'a.vn/x',
    'https://a:b@c.vn/',
    '*.a.vn',
    'a.vn CNAME .',
    'a.vn\nb.vn CNAME .',
    '-a.vn',
    'a..vn!',
    `${'a'.repeat(64)}.vn`,
    'javascript:1',
    'a$.vn',
    '@',
    'a.vn;x',
    '"a".vn',
  ])
    expect([value, read('DOMAIN', value)]).toEqual([value, 'block-entry.target-unusable']);
  expect(read('URL', 'https://a.vn/')).toBe('block-entry.target-unusable');
  expect(read('IP', '203.0.113.0/24', 'Quyết định 1')).toBe('block-entry.target-unusable');
});
