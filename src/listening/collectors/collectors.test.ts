import { once } from 'node:events';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type WebSocket, WebSocketServer } from 'ws';
import { facebookSettings } from '../../channels/index.ts';
import {
  type LocalServer,
  localServer,
  sendJson,
  TEST_AGENT,
  testFetch,
} from '../../kernel/outgoing/local-server.testing.ts';
import type { Collector, Pull } from '../posts/public-post.ts';
import { SourceFailed } from './ask.ts';
import { jetstreamCollector, jetstreamSettings } from './bluesky-jetstream.ts';
import { facebookPageCollector } from './facebook-page.ts';
import { mastodonCollector, mastodonSettings } from './mastodon.ts';
import { rssCollector } from './rss.ts';
import { youtubeCollector, youtubeSettings } from './youtube.ts';

type Answer = Parameters<typeof localServer>[0];

let server: LocalServer;
let answer: Answer;
beforeEach(async () => {
  answer = (_request, response) => void response.writeHead(500).end();
  server = await localServer((request, response) => answer(request, response));
});
afterEach(() => server.close());

const look = (collector: Collector, cursor: string | null = null, limit = 100): Promise<Pull> =>
  collector.pull({ cursor, limit, signal: AbortSignal.timeout(20_000) });
const asked = (at: number) => new URL(server.requests.at(at)?.url ?? '', server.url);
const texts = ({ posts }: Pull) => posts.map(({ text }) => text);
const failure = async (pull: Promise<Pull>) => {
  const error = await pull.then(
    () => undefined,
    (caught: unknown) => caught,
  );
  expect(error).toBeInstanceOf(SourceFailed);
  return (error as SourceFailed).refusal;
};
/** What every collector does with a server that asks to be left alone, and with a key that is not taken. */
const waits = async (collector: Collector) => {
  answer = (_request, response) => void response.writeHead(429, { 'retry-after': '600' }).end();
  const waiting = await look(collector);
  expect(waiting.posts).toEqual([]);
  const requests = server.requests.length;
  expect((await look(collector, waiting.cursor)).cursor).toBe(waiting.cursor);
  expect(server.requests).toHaveLength(requests);
};

describe('feeds', () => {
  const collector = () => rssCollector({ address: `${server.url}/feed` }, testFetch());
  const item = (n: number, text = `Bài ${n}`) =>
    `<item><guid isPermaLink="false">g${n}</guid><title>${text}</title><link>/bai/${n}</link><pubDate>Thu, 26 Nov 2026 0${n % 10}:00:00 GMT</pubDate></item>`;
  const rss = (items: string, head = '') =>
    `<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" xmlns:media="http://search.yahoo.com/mrss/" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>t</title><language>vi</language>${head}${items}</channel></rss>`;

  test('RSS 2.0: text without markup, links, media, author; who asks is said', async () => {
    answer = (_request, response) =>
      void response.end(
        rss(`<item><guid>g1</guid><title>Tựa &amp; đề</title><link>/bai/1</link><dc:creator>Tác giả</dc:creator>
          <pubDate>Thu, 26 Nov 2026 01:00:00 GMT</pubDate>
          <content:encoded><![CDATA[<p>Đoạn&nbsp;m&#7897;t</p><script>var x = 1</script><p>xem <a href="https://e.vn/a?b=1&amp;c=2">đây</a> <img src='https://e.vn/i.png'></p>]]></content:encoded>
          <enclosure url="https://e.vn/v.mp4" type="video/mp4" length="1"/><media:content url="https://e.vn/m.jpg" medium="image"/></item>`),
      );
    const { posts, malformed } = await look(collector());
    expect(malformed).toBe(0);
    expect(posts).toEqual([
      {
        id: 'g1',
        revision: expect.stringMatching(/^.{16}$/),
        at: new Date('2026-11-26T01:00:00Z'),
        author: 'Tác giả',
        text: 'Tựa & đề\nĐoạn một\nxem đây',
        language: 'vi',
        url: `${server.url}/bai/1`,
        links: ['https://e.vn/a?b=1&c=2'],
        media: [
          { url: 'https://e.vn/i.png', kind: 'image' },
          { url: 'https://e.vn/v.mp4', kind: 'video' },
          { url: 'https://e.vn/m.jpg', kind: 'image' },
        ],
        parent: null,
        deleted: false,
      },
    ]);
    expect(server.requests[0]?.headers['user-agent']).toBe(TEST_AGENT);
  });

  test('Atom, RDF and JSON Feed', async () => {
    const documents: Record<string, string> = {
      atom: `<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="vi"><id>f</id><title>t</title><updated>2026-11-26T00:00:00Z</updated><entry><id>urn:1</id><title>A</title><updated>2026-11-26T02:00:00Z</updated><link rel="alternate" href="https://e.vn/1"/><link rel="enclosure" type="image/png" href="https://e.vn/1.png"/><content type="html">&lt;p&gt;b&lt;/p&gt;</content></entry></feed>`,
      rdf: `<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="https://e.vn/"><title>t</title></channel><item rdf:about="https://e.vn/1"><title>A</title><link>https://e.vn/1</link><description>b</description><dc:date>2026-11-26T02:00:00Z</dc:date></item></rdf:RDF>`,
      json: JSON.stringify({
        version: 'https://jsonfeed.org/version/1.1',
        title: 't',
        items: [
          {
            id: 'urn:1',
            url: 'https://e.vn/1',
            title: 'A',
            content_html: '<p>b',
            date_published: '2026-11-26T02:00:00Z',
          },
        ],
      }),
    };
    for (const document of Object.values(documents)) {
      answer = (_request, response) => void response.end(document);
      const { posts, malformed } = await look(collector());
      expect(malformed).toBe(0);
      expect(posts).toMatchObject([{ text: 'A\nb', url: 'https://e.vn/1', at: new Date('2026-11-26T02:00:00Z') }]);
    }
  });

  test('asks for what is new alone; an unchanged feed costs one short answer; a changed item is a new revision', async () => {
    let body = rss(item(1) + item(2));
    answer = (request, response) => {
      if (request.headers['if-none-match'] === '"1"' && request.headers['if-modified-since'])
        return void response.writeHead(304).end();
      response.writeHead(200, { etag: '"1"', 'last-modified': 'Thu, 26 Nov 2026 00:00:00 GMT' }).end(body);
    };
    const first = await look(collector());
    // The oldest first, as they were written.
    expect(texts(first)).toEqual(['Bài 2', 'Bài 1']);
    const second = await look(collector(), first.cursor);
    expect([second.posts, second.cursor]).toEqual([[], first.cursor]);
    body = rss(item(3) + item(1, 'Bài 1, sửa') + item(2));
    answer = (_request, response) => void response.end(body);
    const third = await look(collector(), first.cursor);
    expect(texts(third)).toEqual(['Bài 1, sửa', 'Bài 3']);
    expect(third.posts[0]?.revision).not.toBe(first.posts[1]?.revision);
  });

  test('a limit breaks off and the next look goes on, though the feed has not changed', async () => {
    answer = (request, response) => {
      if (request.headers['if-none-match']) return void response.writeHead(304).end();
      response.setHeader('etag', '"1"').end(rss([5, 4, 3, 2, 1].map((n) => item(n)).join('')));
    };
    const first = await look(collector(), null, 2);
    const second = await look(collector(), first.cursor, 2);
    const third = await look(collector(), second.cursor, 2);
    expect([first, second, third].map(texts)).toEqual([['Bài 1', 'Bài 2'], ['Bài 3', 'Bài 4'], ['Bài 5']]);
    expect((await look(collector(), third.cursor, 2)).posts).toEqual([]);
  });

  test('a feed that repeats itself a hundred thousand times is bounded', async () => {
    answer = (_request, response) => void response.end(rss(item(1).repeat(40_000)));
    const { posts, cursor } = await look(collector(), null, 500);
    expect(posts.length).toBeLessThanOrEqual(500);
    expect((cursor ?? '').length).toBeLessThan(30_000);
    answer = (_request, response) => void response.end(rss(item(1).repeat(400_000)));
    expect((await failure(look(collector()))).code).toBe('link.too-large');
  });

  test('a changed schema is counted and described without what it holds', async () => {
    answer = (_request, response) =>
      void response.end(rss(`<item><secret>kín</secret></item><item><title>không có mã</title></item>${item(1)}`));
    const drifted = await look(collector());
    expect(texts(drifted)).toEqual(['Bài 1']);
    expect(drifted.malformed).toBe(2);
    expect(drifted.malformedExample).toBe('an item has none of the fields of its format');
    answer = (_request, response) => void response.end('<html>kín</html>');
    expect(await look(collector(), drifted.cursor)).toEqual({
      posts: [],
      cursor: drifted.cursor,
      malformed: 1,
      malformedExample: 'the document is no feed',
    });
  });

  test('entities that multiply stay as they are; packed and older encodings are read', async () => {
    const bomb = `<!DOCTYPE x [<!ENTITY a "${'a'.repeat(1_000)}"><!ENTITY b "&a;&a;&a;&a;">]>`;
    answer = (_request, response) =>
      void response
        .setHeader('content-encoding', 'gzip')
        .end(gzipSync(bomb + rss('<item><guid>1</guid><title>&b;</title></item>').slice(38)));
    expect((await look(collector())).posts[0]?.text.length ?? 0).toBeLessThan(100);
    const latin = Buffer.from(
      rss('<item><guid>1</guid><title>caf\u00e9</title></item>').replace('UTF-8', 'ISO-8859-1'),
      'latin1',
    );
    answer = (_request, response) => void response.end(latin);
    expect(texts(await look(collector()))).toEqual(['café']);
  });

  test('waits when told to, and says what is wrong when it is', async () => {
    await waits(collector());
    answer = (_request, response) => void response.writeHead(410).end();
    expect(await failure(look(collector()))).toMatchObject({ code: 'source.not-there', facts: { status: 410 } });
    answer = (_request, response) => void response.writeHead(500).end();
    expect((await failure(look(collector()))).code).toBe('source.failed');
  });
});

describe('Bluesky Jetstream', () => {
  const did = 'did:plc:abcdefghijklmnop';
  const commit = (timeUs: number, operation: string, record?: unknown, rkey = `k${timeUs}`) => ({
    did,
    time_us: timeUs,
    kind: 'commit',
    commit: { rev: `r${timeUs}`, operation, collection: 'app.bsky.feed.post', rkey, record, cid: 'c' },
  });
  const post = (text: string, more: object = {}) => ({
    $type: 'app.bsky.feed.post',
    text,
    langs: ['vi'],
    createdAt: '2030-01-01T00:00:00Z',
    ...more,
  });
  let feed: WebSocketServer;
  let serve: (socket: WebSocket, url: URL) => void;
  beforeEach(() => {
    feed = new WebSocketServer({ server: server.server });
    feed.on('connection', (socket, request) => serve(socket, new URL(request.url ?? '', server.url)));
  });
  afterEach(() => feed.close());
  const collector = (more: object = {}) =>
    jetstreamCollector(
      jetstreamSettings.parse({ server: `${server.url.replace('http', 'ws')}/subscribe`, listenSeconds: 1, ...more }),
      testFetch(),
    );
  const send = (socket: WebSocket, ...messages: unknown[]) => {
    for (const one of messages) socket.send(typeof one === 'string' ? one : JSON.stringify(one));
  };

  test('posts, edits, deletions and accounts that end', async () => {
    let url: URL | undefined;
    serve = (socket, at) => {
      url = at;
      send(
        socket,
        commit(
          1_000_001,
          'create',
          post('một https://e.vn/1.', {
            reply: { parent: { uri: 'at://x/app.bsky.feed.post/p' }, root: { uri: 'at://x/app.bsky.feed.post/r' } },
            facets: [{ features: [{ $type: 'app.bsky.richtext.facet#link', uri: 'https://e.vn/facet' }] }],
            embed: {
              $type: 'app.bsky.embed.images',
              images: [
                { alt: '', image: { $type: 'blob', ref: { $link: 'bafkrei1' }, mimeType: 'image/png', size: 1 } },
              ],
            },
          }),
        ),
        commit(1_000_002, 'create', post('other language', { langs: ['en'] })),
        commit(1_000_003, 'create', post('no language', { langs: undefined })),
        commit(1_000_004, 'update', post('một, sửa'), 'k1000001'),
        commit(1_000_005, 'delete', undefined, 'k1000001'),
        { did, time_us: 1_000_006, kind: 'identity', identity: { did } },
        { ...commit(1_000_007, 'create', post('ba')), did: 'did:plc:gone' },
        { did: 'did:plc:gone', time_us: 1_000_008, kind: 'account', account: { active: false, status: 'takendown' } },
        { did, time_us: 1_000_009, kind: 'account', account: { active: true, did } },
      );
    };
    const { posts, cursor, malformed, endedAuthors } = await look(collector());
    expect(endedAuthors).toEqual(['did:plc:gone']);
    expect(url?.searchParams.get('wantedCollections')).toBe('app.bsky.feed.post');
    expect(url?.searchParams.has('wantedDids')).toBe(false);
    expect(malformed).toBe(0);
    expect(cursor).toBe('{"timeUs":1000009}');
    const id = `at://${did}/app.bsky.feed.post/k1000001`;
    expect(posts.map((one) => [one.id, one.revision, one.text, one.deleted])).toEqual([
      [id, 'r1000001', 'một https://e.vn/1.', false],
      [`at://${did}/app.bsky.feed.post/k1000003`, 'r1000003', 'no language', false],
      [id, 'r1000004', 'một, sửa', false],
      [id, 'r1000005', '', true],
    ]);
    expect(posts[0]).toMatchObject({
      author: did,
      // The network's time, not the author's word.
      at: new Date(1_000.001),
      language: 'vi',
      url: `https://bsky.app/profile/${did}/post/k1000001`,
      links: ['https://e.vn/facet', 'https://e.vn/1'],
      media: [{ url: `https://cdn.bsky.app/img/feed_fullsize/plain/${did}/bafkrei1@jpeg`, kind: 'image' }],
      parent: 'at://x/app.bsky.feed.post/p',
    });
  });

  test('goes on at the cursor, which is inclusive, and leaves at the limit', async () => {
    serve = (socket, at) => {
      const from = Number(at.searchParams.get('cursor') ?? 1);
      for (let n = from; n <= 5; n++) send(socket, commit(n, 'create', post(`bài ${n}`)));
    };
    const first = await look(collector(), null, 2);
    expect(texts(first)).toEqual(['bài 1', 'bài 2']);
    const second = await look(collector(), first.cursor, 1);
    expect([texts(second), second.cursor]).toEqual([['bài 2', 'bài 3'], '{"timeUs":3}']);
    const third = await look(collector(), second.cursor, 100);
    expect([texts(third), third.cursor]).toEqual([['bài 3', 'bài 4', 'bài 5'], '{"timeUs":5}']);
  });

  test('what has another shape is counted and described without its content', async () => {
    serve = (socket) =>
      send(
        socket,
        'kín',
        { did, time_us: 'soon', kind: 'commit' },
        { did, time_us: 2, kind: 'sync' },
        commit(3, 'create', { $type: 'app.bsky.feed.post', text: { kín: 1 } }),
        commit(4, 'create', post('đúng')),
      );
    const drifted = await look(collector());
    expect(texts(drifted)).toEqual(['đúng']);
    expect(drifted.malformed).toBe(4);
    expect(drifted.malformedExample).toBe('a message: the item is no object');
  });

  test('a server that drops the line gives what had come; one that is not there is told; a huge message ends it', async () => {
    serve = (socket) => {
      send(socket, commit(1, 'create', post('một')));
      setTimeout(() => socket.terminate(), 50);
    };
    expect(texts(await look(collector()))).toEqual(['một']);
    serve = (socket) =>
      send(socket, commit(1, 'create', post('một')), commit(2, 'create', post('x'.repeat(2_000_000))));
    expect(await look(collector())).toMatchObject({ cursor: '{"timeUs":1}' });
    serve = () => undefined;
    const stop = new AbortController();
    const stopped = collector({ listenSeconds: 60 }).pull({ cursor: null, limit: 1, signal: stop.signal });
    await once(feed, 'connection');
    stop.abort();
    expect((await stopped).posts).toEqual([]);
    expect((await failure(look(collector({ server: 'ws://127.0.0.1:1/' })))).code).toBe('link.unreachable');
    const outside = await failure(
      look(jetstreamCollector(jetstreamSettings.parse({ server: 'ws://10.0.0.1/' }), testFetch())),
    );
    expect(outside.code).toBe('link.private-network');
  });
});

describe('Mastodon', () => {
  const collector = (more: object = {}, secrets = {}) =>
    mastodonCollector(mastodonSettings.parse({ server: server.url, listenSeconds: 0, ...more }), secrets, testFetch());
  const status = (n: number, more: object = {}) => ({
    id: String(n),
    created_at: '2026-11-26T02:00:00.000Z',
    edited_at: null,
    in_reply_to_id: null,
    sensitive: false,
    spoiler_text: '',
    visibility: 'public',
    language: 'vi',
    uri: `https://m.vn/${n}`,
    url: `https://m.vn/@a/${n}`,
    content: `<p>Bài ${n} <a href="https://e.vn/${n}">e.vn</a></p>`,
    account: { id: '7', acct: 'a', url: 'https://m.vn/@a' },
    media_attachments: [],
    tags: [],
    mentions: [],
    ...more,
  });

  test('catches up forward by min_id, page after page, without a gap', async () => {
    const all = Array.from({ length: 100 }, (_one, n) => status(1_000 + n));
    answer = (request, response) => {
      const query = new URL(request.url ?? '', server.url).searchParams;
      const from = query.get('min_id');
      const page =
        from === null ? all.slice(10, 15) : all.filter(({ id }) => id > from).slice(0, Number(query.get('limit')));
      sendJson(response, page.toReversed());
    };
    const first = await look(collector({}, { token: 'khóa'.normalize('NFD').replace(/[^a-z]/g, '') }));
    expect(first.posts.map(({ id }) => id)).toEqual(['1010', '1011', '1012', '1013', '1014']);
    expect(server.requests[0]?.headers.authorization).toBe('Bearer khoa');
    const second = await look(collector(), first.cursor, 50);
    expect(second.posts.map(({ id }) => Number(id))).toEqual(Array.from({ length: 80 }, (_one, n) => 1_015 + n));
    const third = await look(collector(), second.cursor);
    expect(third.posts.map(({ id }) => id)).toEqual(['1095', '1096', '1097', '1098', '1099']);
    expect(third.cursor).toBe('{"id":"1099"}');
  });

  test('a status as a post; what is not public is left out', async () => {
    answer = (_request, response) =>
      sendJson(response, [
        status(3, { visibility: 'unlisted' }),
        status(2, {
          edited_at: '2026-11-26T03:00:00.000Z',
          in_reply_to_id: '1',
          spoiler_text: 'Cảnh báo',
          media_attachments: [
            { id: '1', type: 'image', url: 'https://m.vn/1.png', preview_url: null },
            { id: '2', type: 'gifv', url: 'https://m.vn/2.mp4' },
            { id: '3', type: 'audio', url: 'https://m.vn/3.ogg' },
          ],
        }),
      ]);
    const { posts } = await look(collector({ timeline: 'hashtag', tag: 'trẻem' }));
    expect(asked(0).pathname).toBe(`/api/v1/timelines/tag/${encodeURIComponent('trẻem')}`);
    expect(posts).toEqual([
      {
        id: '2',
        revision: '2026-11-26T03:00:00.000Z',
        at: new Date('2026-11-26T02:00:00Z'),
        author: '7',
        text: 'Cảnh báo\nBài 2 e.vn',
        language: 'vi',
        url: 'https://m.vn/@a/2',
        links: ['https://e.vn/2'],
        media: [
          { url: 'https://m.vn/1.png', kind: 'image' },
          { url: 'https://m.vn/2.mp4', kind: 'video' },
        ],
        parent: '1',
        deleted: false,
      },
    ]);
  });

  test('hears updates, edits and deletions of the stream, in whatever pieces they come', async () => {
    const frames = [
      ':thump\n\n',
      `event: update\ndata: ${JSON.stringify(status(11))}\n\n`,
      `event: status.update\ndata: ${JSON.stringify(status(10, { edited_at: '2026-11-26T04:00:00.000Z' }))}\n\n`,
      'event: delete\ndata: 10\n\n',
      'event: notification\ndata: {}\n\n',
      'event: update\ndata: {"id":5}\n\n',
    ].join('');
    answer = (request, response) => {
      if (request.url?.startsWith('/api/v1/timelines')) return sendJson(response, [status(10)]);
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      for (const byte of Buffer.from(frames)) response.write(Buffer.of(byte));
    };
    const { posts, cursor, malformed, malformedExample } = await look(
      collector({ timeline: 'local', listenSeconds: 1 }),
    );
    expect(asked(0).searchParams.get('local')).toBe('true');
    expect(asked(1).pathname).toBe('/api/v1/streaming/public/local');
    expect(posts.map((one) => [one.id, one.revision, one.deleted])).toEqual([
      ['10', '', false],
      ['11', '', false],
      ['10', '2026-11-26T04:00:00.000Z', false],
      ['10', 'deleted', true],
    ]);
    // Where the catching up had reached: what lies between it and the stream is asked for again.
    expect(cursor).toBe('{"id":"10"}');
    expect([malformed, malformedExample]).toEqual([1, 'a status of the stream: id is no string']);
  });

  test('a stream that is closed to us is counted, and the posts stay', async () => {
    answer = (request, response) =>
      request.url?.startsWith('/api/v1/timelines')
        ? sendJson(response, [status(10)])
        : void response.writeHead(401).end();
    const heard = await look(collector({ listenSeconds: 1 }));
    expect([heard.posts.length, heard.malformedExample]).toEqual([1, 'the stream was not heard (status 401)']);
  });

  test('an allowance that is used up, a server that asks for time, a token that is not taken, another shape', async () => {
    answer = (_request, response) => {
      response.setHeader('x-ratelimit-remaining', '0');
      response.setHeader('x-ratelimit-reset', new Date(Date.now() + 300_000).toISOString());
      sendJson(response, [status(10)]);
    };
    const used = await look(collector());
    expect([used.posts.length, JSON.parse(used.cursor ?? '{}')]).toMatchObject([
      1,
      { id: '10', notBefore: expect.any(String) },
    ]);
    expect((await look(collector(), used.cursor)).posts).toEqual([]);
    expect(server.requests).toHaveLength(1);
    await waits(collector());
    answer = (_request, response) => sendJson(response, { error: 'x' }, 401);
    expect((await failure(look(collector()))).code).toBe('source.key-refused');
    answer = (_request, response) => sendJson(response, { statuses: ['kín'] });
    expect(await look(collector())).toMatchObject({
      malformed: 1,
      malformedExample: 'the timeline: the item is no array',
    });
  });
});

describe('YouTube comments', () => {
  const collector = (more: object = {}) =>
    youtubeCollector(
      youtubeSettings.parse({ channel: 'UC1', server: server.url, ...more }),
      { key: 'KEY' },
      testFetch(),
    );
  const at = (n: number) => new Date(Date.UTC(2026, 10, 26, 0, n)).toISOString();
  const comment = (id: string, n: number, more: object = {}) => ({
    kind: 'youtube#comment',
    id,
    snippet: {
      authorDisplayName: 'x',
      authorChannelId: { value: `UC-${id}` },
      textDisplay: `Bình luận ${id}`,
      textOriginal: `Bình luận ${id} https://e.vn/${id}`,
      publishedAt: at(n),
      updatedAt: at(n),
      ...more,
    },
  });
  const thread = (n: number, replies: unknown[] = []) => ({
    kind: 'youtube#commentThread',
    id: `t${n}`,
    snippet: { channelId: 'UC1', videoId: 'v1', topLevelComment: comment(`t${n}`, n), totalReplyCount: replies.length },
    ...(replies.length > 0 ? { replies: { comments: replies } } : {}),
  });
  const error = (status: number, reason: string) => ({
    error: { code: status, message: 'x', errors: [{ domain: 'youtube', reason }] },
  });

  test('the first look takes one page; the next goes back to where the last one was', async () => {
    let upTo = 3;
    answer = (request, response) => {
      const all = Array.from({ length: upTo }, (_one, n) => thread(upTo - n));
      const from = Number(new URL(request.url ?? '', server.url).searchParams.get('pageToken') ?? 0);
      sendJson(response, {
        items: all.slice(from, from + 2),
        ...(from + 2 < upTo ? { nextPageToken: String(from + 2) } : {}),
      });
    };
    const first = await look(collector());
    expect(first.posts.map(({ id }) => id)).toEqual(['t3', 't2']);
    expect(server.requests[0]?.headers['x-goog-api-key']).toBe('KEY');
    expect(Object.fromEntries(asked(0).searchParams)).toEqual({
      part: 'snippet,replies',
      order: 'time',
      maxResults: '100',
      textFormat: 'plainText',
      allThreadsRelatedToChannelId: 'UC1',
    });
    upTo = 8;
    // Broken off by the limit after each page; the walk goes on by the page's token.
    const second = await look(collector(), first.cursor, 1);
    const third = await look(collector(), second.cursor, 1);
    const fourth = await look(collector(), third.cursor, 1);
    expect([second, third, fourth].map(({ posts }) => posts.map(({ id }) => id))).toEqual([
      ['t8', 't7'],
      ['t6', 't5'],
      ['t4'],
    ]);
    expect((await look(collector(), fourth.cursor)).posts).toEqual([]);
  });

  test('a thread with its replies; a video; the author as the channel', async () => {
    answer = (_request, response) =>
      sendJson(response, { items: [thread(5, [comment('r1', 6, { parentId: 't5', updatedAt: at(9) })])] });
    const { posts } = await look(collector({ channel: undefined, video: 'v1' }));
    expect(asked(0).searchParams.get('videoId')).toBe('v1');
    expect(posts).toMatchObject([
      { id: 't5', author: 'UC-t5', text: 'Bình luận t5 https://e.vn/t5', links: ['https://e.vn/t5'], parent: 'v1' },
      { id: 'r1', revision: at(9), parent: 't5', url: 'https://www.youtube.com/watch?v=v1&lc=r1' },
    ]);
  });

  test('the quota: spent at YouTube, or ours for the day, both until midnight Pacific', async () => {
    answer = (_request, response) => sendJson(response, error(403, 'quotaExceeded'), 403);
    const spent = await look(collector());
    const until = new Date(JSON.parse(spent.cursor ?? '{}').notBefore);
    expect(until.getTime() - Date.now()).toBeLessThanOrEqual(86_400_000);
    expect(
      new Intl.DateTimeFormat('en', { timeZone: 'America/Los_Angeles', timeStyle: 'short' }).format(
        new Date(until.getTime() + 2_000),
      ),
    ).toBe('12:00 AM');
    answer = (_request, response) => sendJson(response, { items: [] });
    const one = await look(collector({ callsPerDay: 1 }));
    const two = await look(collector({ callsPerDay: 1 }), one.cursor);
    expect(JSON.parse(two.cursor ?? '{}').notBefore).toBeDefined();
    expect(server.requests).toHaveLength(2);
  });

  test('other errors mean what their reason says', async () => {
    answer = (_request, response) => sendJson(response, error(403, 'commentsDisabled'), 403);
    expect((await failure(look(collector()))).code).toBe('source.not-there');
    answer = (_request, response) => sendJson(response, error(403, 'forbidden'), 403);
    expect((await failure(look(collector()))).code).toBe('source.key-refused');
    answer = (_request, response) => sendJson(response, error(400, 'invalidPageToken'), 400);
    const anew = await look(collector(), JSON.stringify({ until: at(1), page: 'old', newest: at(2) }));
    expect(JSON.parse(anew.cursor ?? '')).not.toHaveProperty('page');
    answer = (_request, response) => sendJson(response, { items: [{ kín: 1 }, thread(1)] });
    expect(await look(collector())).toMatchObject({
      posts: [{ id: 't1' }],
      malformed: 1,
      malformedExample: 'a thread: snippet is no object',
    });
    await waits(collector());
  });
});

describe('the own Facebook page', () => {
  const collector = (secrets: object = {}) =>
    facebookPageCollector(
      facebookSettings.parse({ page: '100', server: server.url }),
      { token: 'TOKEN', ...secrets },
      testFetch(),
    );
  const comment = (id: string, minute: number, more: object = {}) => ({
    id,
    created_time: `2026-11-26T02:${String(minute).padStart(2, '0')}:00+0000`,
    message: `Bình luận ${id}`,
    from: { id: `u-${id}` },
    ...more,
  });
  let comments: Record<string, ReturnType<typeof comment>[]>;
  beforeEach(() => {
    comments = {
      '100_1': [comment('a', 1), comment('b', 2), comment('c', 3)],
      '100_2': [comment('d', 4, { message: undefined, from: undefined })],
    };
    answer = (request, response) => {
      const url = new URL(request.url ?? '', server.url);
      const [, version, object = '', edge] = url.pathname.split('/');
      expect(version).toBe('v25.0');
      if (object === 'me') return sendJson(response, { id: '100' });
      if (edge === 'feed')
        return sendJson(response, { data: [...Object.keys(comments).map((id) => ({ id })), { id: '999_1' }] });
      const since = Number(url.searchParams.get('since') ?? 0);
      const all = (comments[object] ?? []).filter(
        (one) => Date.parse(one.created_time.replace('+0000', 'Z')) >= since * 1_000,
      );
      const from = Number(url.searchParams.get('after') ?? 0);
      const data = all.slice(from, from + 2);
      sendJson(response, {
        data,
        paging: {
          cursors: { before: 'x', after: String(from + 2) },
          ...(from + 2 < all.length ? { next: 'https://graph.facebook.com/…' } : {}),
        },
      });
    };
  });

  test('reads the comments of the newest posts, page by page, in turn, and later what came since', async () => {
    const first = await look(collector({ appSecret: 'APP' }), null, 2);
    expect(first.posts.map(({ id }) => id)).toEqual(['a', 'b']);
    const second = await look(collector(), first.cursor, 10);
    expect(second.posts.map(({ id }) => id)).toEqual(['c', 'd']);
    expect(second.posts[1]).toMatchObject({ text: '', author: null, parent: '100_2' });
    // Another page's post in the list is not read.
    expect(server.requests.some(({ url }) => url?.includes('999_1'))).toBe(false);
    expect(asked(0).searchParams.get('appsecret_proof')).toMatch(/^[0-9a-f]{64}$/);
    comments['100_1']?.push(comment('e', 9));
    const third = await look(collector(), second.cursor, 10);
    // The second that was reached is read again; what is known is known by its id.
    expect(third.posts.map(({ id }) => id)).toEqual(['c', 'e', 'd']);
  });

  test('a token of another page reads nothing', async () => {
    answer = (_request, response) => sendJson(response, { id: '200' });
    expect((await failure(look(collector()))).code).toBe('source.not-own-page');
    expect(server.requests).toHaveLength(1);
  });

  test('throttled, void, and of another shape', async () => {
    answer = (_request, response) => {
      response.setHeader('x-business-use-case-usage', '{"100":[{"type":"pages","estimated_time_to_regain_access":7}]}');
      sendJson(response, { error: { message: 'x', code: 32 } }, 400);
    };
    const waiting = await look(collector());
    expect(new Date(JSON.parse(waiting.cursor ?? '{}').notBefore).getTime() - Date.now()).toBeGreaterThan(6 * 60_000);
    expect((await look(collector(), waiting.cursor)).posts).toEqual([]);
    expect(server.requests).toHaveLength(1);
    answer = (_request, response) => sendJson(response, { error: { message: 'x', code: 190 } }, 400);
    expect(await failure(look(collector()))).toMatchObject({ code: 'source.key-refused', facts: { code: 190 } });
    answer = (request, response) =>
      sendJson(response, request.url?.includes('/me') ? { id: '100' } : { data: [{ id: 'kín' }] });
    expect(await look(collector())).toMatchObject({
      malformed: 1,
      malformedExample: 'a post: id has a wrong form (invalid_format)',
    });
  });
});
