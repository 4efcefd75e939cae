import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SafeFetch } from '../../kernel/index.ts';
import { type LocalServer, localServer } from '../../kernel/outgoing/local-server.testing.ts';
import { exampleNetwork, type HostilePage, hostilePages, hostileServer, STORY } from './hostile-pages.testing.ts';
import { lookRules } from './look-rules.ts';
import { platformProbes, probeFor, readProbe } from './probes.ts';
import { type Sightline, type Target, takeLook } from './take-look.ts';

let server: LocalServer;
let eyes: Sightline;
const markOf = async (what: string | Uint8Array) => createHmac('sha256', 'mẫu').update(what).digest();
beforeAll(async () => {
  server = await hostileServer();
  eyes = {
    fetch: new SafeFetch({ userAgent: 'mau', network: exampleNetwork, politeness: { atOnce: 8, gap: 0, waiting: 50 } }),
    network: exampleNetwork,
    rules: { ...lookRules, secondsMost: 4 },
    probes: [],
  };
});
afterAll(() => server.close());
const at = (host: string, path = '/bai/1', scheme = 'http') => `${scheme}://${host}:${server.port}${path}`;
const target = (address: string, more: Partial<Target> = {}): Target => ({
  address,
  referrers: [],
  known: null,
  media: [],
  now: new Date('2026-12-01T02:00:00Z'),
  markOf,
  ...more,
});

async function look(page: HostilePage) {
  const before = page.before ? await takeLook(eyes, target(at(page.host, '/truoc'))) : undefined;
  expect(before === undefined || before.outcome === 'PRESENT').toBe(true);
  const way = (page.way ?? []).map((one) => one.replace(/^(http:\/\/[^/]+)/, `$1:${server.port}`));
  return takeLook(
    eyes,
    target(at(page.host, page.path, page.scheme), {
      referrers: way,
      known: before?.mark ?? null,
      media: before?.media ?? [],
    }),
  );
}

describe('what only looks as if it were gone', () => {
  it('is tried in forty ways and more', () => {
    expect(hostilePages.length).toBeGreaterThanOrEqual(40);
    expect(new Set(hostilePages.map((one) => one.host)).size).toBe(hostilePages.length);
  });
  it.each(hostilePages.map((page) => [page.name, page] as const))(
    'a page that %s',
    async (_name, page) => {
      const found = await look(page);
      expect([found.outcome, found.speaksForGone]).toEqual([page.comesTo, false]);
    },
    30_000,
  );
});

describe('what is gone', () => {
  const gone = async (status: number, more: Partial<Target> = {}, body = '<h1>404</h1>') => {
    const one = await localServer(
      (_request, response) => void response.writeHead(status, { 'content-type': 'text/html' }).end(body),
    );
    try {
      return await takeLook(eyes, target(`http://mau.example:${one.port}/bai/1`, more));
    } finally {
      await one.close();
    }
  };
  it.each([404, 410, 451])('speaks for itself by %i', async (status) => {
    expect(await gone(status)).toMatchObject({ outcome: 'GONE', reason: 'status', status, speaksForGone: true });
  });
  it('with the way replayed, each page from the one before, and the cookies of the way', async () => {
    const asked: [string, string | undefined, string | undefined][] = [];
    const one = await localServer((request, response) => {
      asked.push([request.url ?? '', request.headers.referer, request.headers.cookie]);
      if (request.url === '/bai/1') return void response.writeHead(410).end();
      response.writeHead(200, { 'set-cookie': `duong=${request.url === '/mot' ? 1 : 2}; Path=/` }).end('mở');
    });
    const base = `http://mau.example:${one.port}`;
    const found = await takeLook(eyes, target(`${base}/bai/1`, { referrers: [`${base}/mot`, `${base}/hai?đi=đường`] }));
    await one.close();
    expect(found).toMatchObject({ outcome: 'GONE', speaksForGone: true, replayed: 2 });
    expect(asked.slice(0, 4)).toEqual([
      ['/mot', undefined, undefined],
      ['/hai?%C4%91i=%C4%91%C6%B0%E1%BB%9Dng', `${base}/mot`, 'duong=1'],
      ['/bai/1', `${base}/hai?%C4%91i=%C4%91%C6%B0%E1%BB%9Dng`, 'duong=2'],
      ['/bai/1', undefined, undefined],
    ]);
  });

  const probe = (says: number, text = '{}') =>
    localServer(
      (_request, response) => void response.writeHead(says, { 'content-type': 'application/json' }).end(text),
    );
  const withProbe = (url: string): Sightline => ({
    ...eyes,
    probes: [
      {
        id: 'mau-oembed',
        platform: null,
        key: '^mau\\.example/bai/(\\d+)$',
        ask: `${url}/oembed?bai=$1`,
        answers: [
          { status: [200], text: ['title'], says: 'PRESENT' },
          { status: [404], says: 'GONE' },
          { status: [401], says: 'RESTRICTED' },
        ],
        source: 'test',
        verified: false,
        validFrom: '2026-01-01',
      },
    ],
  });
  it.each([
    ['a page with 200 that says so, and the probe too', 200, '<h1>Trang không tồn tại</h1>', 404, 'SOFT_404', true],
    ['a page that a script fills, and the probe', 200, '<script>1</script>', 404, 'SOFT_404', true],
    ['404, and the probe', 404, '<h1>404</h1>', 404, 'GONE', true],
    ['404, and the probe says that it is there', 404, '<h1>404</h1>', 200, 'GONE', false],
    ['404, and the probe says nothing', 404, '<h1>404</h1>', 500, 'GONE', false],
    ['404, and the probe is walled', 404, '<h1>404</h1>', 401, 'GONE', false],
    ['a page that is there, whatever the probe says', 200, STORY, 404, 'PRESENT', false],
    ['a page that a script fills, and the probe has it', 200, '<script>1</script>', 200, 'PRESENT', false],
  ] as const)('%s', async (_name, status, body, said, outcome, speaksForGone) => {
    const asking = await probe(said, '{"title":"mẫu"}');
    const one = await localServer(
      (_request, response) => void response.writeHead(status, { 'content-type': 'text/html' }).end(body),
    );
    const found = await takeLook(withProbe(asking.url), target(`http://mau.example:${one.port}/bai/7`));
    expect([found.outcome, found.speaksForGone, found.probe]).toEqual([outcome, speaksForGone, 'mau-oembed']);
    expect(asking.requests[0]?.url).toBe('/oembed?bai=7');
    await Promise.all([asking.close(), one.close()]);
  });
});

describe('what is read of a film or a picture', () => {
  it('is its beginning alone, and its digest is that of the beginning', async () => {
    let sent = 0;
    const one = await localServer((_request, response) => {
      response.writeHead(200, { 'content-type': 'video/mp4' });
      const more = () => {
        while (!response.destroyed && sent < 50_000_000) {
          sent += 16_384;
          if (!response.write(Buffer.alloc(16_384, 5))) return void response.once('drain', more);
        }
        response.end();
      };
      more();
    });
    const found = await takeLook(eyes, target(`http://phim.example:${one.port}/a.mp4`));
    await one.close();
    expect(found).toMatchObject({ outcome: 'PRESENT', isMedia: true });
    expect(found.bytes).toBeLessThan(lookRules.mediaBytes + 70_000);
    expect(sent).toBeLessThan(20_000_000);
    expect(found.mark).toEqual(await markOf(Buffer.alloc(lookRules.mediaBytes, 5)));
  });
});

describe('the probes of platforms', () => {
  it.each([
    [
      'https://youtu.be/abcdefghijk',
      'youtube-oembed',
      'https://www.youtube.com/oembed?format=json&url=https%3A%2F%2Fwww.youtube.com%2Fwatch%3Fv%3Dabcdefghijk',
    ],
    [
      'https://www.tiktok.com/@mau/video/7201281217864535302?lang=vi',
      'tiktok-oembed',
      'https://www.tiktok.com/oembed?url=https%3A%2F%2Fwww.tiktok.com%2F%40_%2Fvideo%2F7201281217864535302',
    ],
    [
      'https://twitter.com/mau/status/1234567890',
      'x-oembed',
      'https://publish.twitter.com/oembed?omit_script=1&url=https%3A%2F%2Ftwitter.com%2Fi%2Fstatus%2F1234567890',
    ],
    ['https://t.me/s/KenhMau/12', 'telegram-embed', 'https://t.me/kenhmau/12?embed=1&mode=tme'],
    ['https://discord.gg/MauMau1', 'discord-invite', 'https://discord.com/api/v10/invites/MauMau1'],
    [
      'https://vimeo.com/123456789',
      'vimeo-oembed',
      'https://vimeo.com/api/oembed.json?url=https%3A%2F%2Fvimeo.com%2F123456789',
    ],
  ])('%s is asked of %s', (address, id, url) => {
    const found = probeFor(platformProbes, address, '2026-12-01');
    expect([found?.probe.id, found?.url]).toEqual([id, url]);
  });
  it('hold from their day on, and for no other address', () => {
    expect(probeFor(platformProbes, 'https://youtu.be/abcdefghijk', '2026-11-30')).toBeUndefined();
    expect(
      probeFor(platformProbes, 'https://youtube.com.mau.example/watch?v=abcdefghijk', '2026-12-01'),
    ).toBeUndefined();
    expect(probeFor(platformProbes, 'https://mau.example/bai', '2026-12-01')).toBeUndefined();
  });
  it('say nothing where the answer is none that they know', () => {
    const telegram = platformProbes.find((one) => one.id === 'telegram-embed');
    if (!telegram) throw new Error('no probe');
    expect(readProbe(telegram, 200, '<div class="tgme_widget_message_error">')).toBe('GONE');
    expect(readProbe(telegram, 200, '<div class="tgme_widget_message_bubble">')).toBe('PRESENT');
    expect(readProbe(telegram, 200, '<html>')).toBe('UNKNOWN');
    expect(readProbe(telegram, 500, '')).toBe('UNKNOWN');
  });
});
