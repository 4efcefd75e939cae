import { describe, expect, it } from 'vitest';
import { readUrl } from './canonical-url.ts';
import { expressionsOf, hashExpression, hashesOf } from './expressions.ts';
import { homographWarnings } from './homograph.ts';
import { findSharedHost, readMatchKey } from './match-key.ts';

const key = (input: string) => {
  const read = readMatchKey(input);
  return read.ok ? read.matchKey.key : read.fault;
};

describe('the key of a page', () => {
  it.each([
    [
      'youtube.com/watch?v=aaaaaaaaaaa',
      [
        'https://www.youtube.com/watch?v=aaaaaaaaaaa&t=12s',
        'https://m.youtube.com/watch?app=desktop&v=aaaaaaaaaaa',
        'https://youtu.be/aaaaaaaaaaa?si=x',
        'https://youtube.com/shorts/aaaaaaaaaaa',
        'https://www.youtube-nocookie.com/embed/aaaaaaaaaaa',
      ],
    ],
    ['youtube.com/@kenh.abc', ['https://www.youtube.com/@Kenh.ABC', 'https://m.youtube.com/@kenh.abc/videos']],
    [
      'facebook.com/account/tenabc',
      ['https://www.facebook.com/Ten.Abc', 'https://m.facebook.com/tenabc/?mibextid=q', 'https://fb.com/ten.abc'],
    ],
    [
      'facebook.com/account/100012345',
      [
        'https://www.facebook.com/profile.php?id=100012345&__tn__=x',
        'https://vi-vn.facebook.com/people/Ten/100012345/',
      ],
    ],
    [
      'facebook.com/story/77/99',
      [
        'https://www.facebook.com/permalink.php?story_fbid=99&id=77',
        'https://m.facebook.com/story.php?id=77&story_fbid=99&eid=1',
      ],
    ],
    [
      'facebook.com/video/123',
      [
        'https://www.facebook.com/watch/?v=123',
        'https://www.facebook.com/reel/123',
        'https://www.facebook.com/ten/videos/123/',
      ],
    ],
    [
      'facebook.com/groups/nhomabc/5',
      [
        'https://www.facebook.com/groups/NhomAbc/permalink/5/',
        'https://facebook.com/groups/nhomabc/posts/5?comment_id=1',
      ],
    ],
    [
      'tiktok.com/video/7300',
      [
        'https://www.tiktok.com/@ai.do/video/7300?is_from_webapp=1',
        'https://www.tiktok.com/embed/v2/7300',
        'https://m.tiktok.com/v/7300.html',
      ],
    ],
    ['tiktok.com/account/ai.do', ['https://www.tiktok.com/@Ai.Do?lang=vi', 'https://tiktok.com/@ai.do/live']],
    [
      'zalo.me/84912345678',
      ['https://zalo.me/0912345678', 'http://zalo.me/84912345678?utm_source=x', 'zalo.me/pc/0912345678'],
    ],
    ['zalo.me/g/abcxyz123', ['https://zalo.me/g/abcxyz123', 'https://www.zalo.me/g/abcxyz123/?utm_source=x']],
    [
      't.me/kenhabc/12',
      ['https://t.me/KenhAbc/12', 'https://t.me/s/kenhabc/12', 'https://telegram.me/kenhabc/12?single'],
    ],
    ['t.me/+AbC-1', ['https://t.me/joinchat/AbC-1', 'https://t.me/+AbC-1']],
    [
      'x.com/status/55',
      [
        'https://twitter.com/ai/status/55?s=20',
        'https://x.com/i/web/status/55',
        'https://mobile.twitter.com/ai/status/55/photo/1',
      ],
    ],
    [
      'google.com/drive/ID_1-x',
      [
        'https://drive.google.com/file/d/ID_1-x/view?usp=sharing',
        'https://drive.google.com/uc?export=download&id=ID_1-x',
        'https://docs.google.com/document/d/ID_1-x/edit',
      ],
    ],
    ['discord.com/invite/AbC', ['https://discord.gg/AbC', 'https://discordapp.com/invite/AbC']],
    [
      'instagram.com/p/AbC_1',
      ['https://www.instagram.com/p/AbC_1/?igsh=x', 'https://www.instagram.com/ai.do/reel/AbC_1/'],
    ],
    [
      'trang.example.vn/bai?id=2',
      [
        'http://trang.example.vn/bai/?id=2',
        'https://TRANG.example.vn:8443/a/../bai?utm_source=zalo&id=2&fbclid=x#y',
        'https://a:b@trang.example.vn/bai?id=2',
      ],
    ],
    ['example.vn/', ['https://www.example.vn', 'http://example.vn/?utm_campaign=1']],
  ] as const)('%s', (wanted, addresses) => {
    for (const address of addresses) expect(key(address), address).toBe(wanted);
  });

  it('keeps apart what is not the same page', () => {
    const apart = [
      'https://youtu.be/aaaaaaaaaaA',
      'https://youtu.be/aaaaaaaaaaa',
      'https://example.vn/A',
      'https://example.vn/a',
      'https://www.vn/',
      'https://facebook.com/groups',
      'https://a.example.vn/',
      'https://example.vn/?a=1&b=2',
      'https://example.vn/?a=1',
    ];
    expect(new Set(apart.map(key)).size).toBe(apart.length);
    expect(key('https://www.youtube.com/watch')).toBe('youtube.com/watch');
  });

  it('tells who registered the name and whether others stand on the host, where the public list of suffixes does not', () => {
    for (const host of [
      'sapo.vn',
      'shop.haravan.com',
      'a.weebly.com',
      'sites.google.com',
      'drive.google.com',
      'x.000webhostapp.com',
      't.me',
      'zalo.me',
      'ten.blogspot.com',
    ])
      expect(findSharedHost(host), host).not.toBeNull();
    expect(findSharedHost('notsapo.vn')).toBeNull();
    const read = readMatchKey('https://a.b.example.com.vn/x');
    expect(read.ok && read.matchKey).toMatchObject({ registrableDomain: 'example.com.vn', sharedHost: null });
    const numbers = readMatchKey('http://127.1/x');
    expect(numbers.ok && numbers.matchKey).toMatchObject({ registrableDomain: null, key: '127.0.0.1/x' });
  });
});

describe('what a page is looked up by', () => {
  it('is what the published examples say', () => {
    const of = (input: string) => {
      const read = readUrl(input);
      return read.ok ? expressionsOf(read.url).sort() : [];
    };
    expect(of('http://a.b.c/1/2.html?param=1')).toEqual(
      [
        'a.b.c/1/2.html?param=1',
        'a.b.c/1/2.html',
        'a.b.c/',
        'a.b.c/1/',
        'b.c/1/2.html?param=1',
        'b.c/1/2.html',
        'b.c/',
        'b.c/1/',
      ].sort(),
    );
    expect(of('http://a.b.c.d.e.f.g/1.html')).toEqual(
      ['a.b.c.d.e.f.g', 'c.d.e.f.g', 'd.e.f.g', 'e.f.g', 'f.g']
        .flatMap((host) => [`${host}/1.html`, `${host}/`])
        .sort(),
    );
    expect(of('http://1.2.3.4/1/')).toEqual(['1.2.3.4/', '1.2.3.4/1/']);
    expect(of('http://a.b.c.d.e.f.g/1/2/3/4/5/6.html?x=1')).toHaveLength(30);
  });

  it('is hashed whole', () => {
    expect(hashExpression('abc').toString('hex')).toBe(
      'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
    );
    expect(hashesOf('javascript:1')).toBeNull();
  });
});

describe('a name that looks like another', () => {
  const kinds = (url: string) => {
    const read = readUrl(url);
    return read.ok ? homographWarnings(read.url.host).map((warning) => warning.kind) : [read.fault];
  };

  it('is told', () => {
    expect(kinds('https://fаcebook.com/')).toEqual(['MIXED_SCRIPT', 'LOOKS_LIKE_KNOWN']);
    expect(kinds('https://аррӏе.com/')).toEqual(['LOOKS_LATIN', 'LOOKS_LIKE_KNOWN']);
    expect(kinds('https://faceb00k.com/')).toEqual(['LOOKS_LIKE_KNOWN']);
    expect(kinds('https://fácebook.vn/')).toEqual(['LOOKS_LIKE_KNOWN']);
    expect(kinds('https://viẹtcombank.com/')).toEqual(['LOOKS_LIKE_KNOWN']);
  });

  it('is no reason to doubt a Vietnamese, Chinese or Japanese name', () => {
    for (const url of [
      'https://báo-mới.vn/',
      'https://trẻem.vn/',
      'https://đồ-chơi.com.vn/',
      'https://facebook.com/',
      'https://東京abc.jp/',
      'https://президент.example/',
    ])
      expect(kinds(url), url).toEqual([]);
  });
});
