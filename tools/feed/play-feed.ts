/**
 * `npm run play-feed`: plays a day of public posts on this machine, in the shapes of an RSS feed and of Bluesky's
 * Jetstream, to try listening by hand. `--system` starts the whole system beside it, whose way out then reaches this
 * player too; a system that is started otherwise refuses addresses of this machine, as it should.
 */
import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { generateRssFeed } from 'feedsmith';
import { type WebSocket, WebSocketServer } from 'ws';
import { ROOT } from '../../apps/server/paths.ts';
import { giveService, type Network, publicInternet } from '../../src/kernel/index.ts';
import { NETWORK } from '../../src/listening/index.ts';
import { buildStale } from '../build.ts';
import { runServer } from '../installation/run-server.ts';
import { FEED_PICTURE, type FeedPost, sampleFeed } from './sample-feed.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const POSTS = 'app.bsky.feed.post';
/** How often an open stream is looked after. */
const BEAT = 50;

export interface RunningFeed {
  readonly url: string;
  /** Address of the RSS feed. */
  readonly rss: string;
  /** Address of the stream. */
  readonly jetstream: string;
  /** How many posts are out. */
  published(): number;
  readonly total: number;
  close(): Promise<void>;
}

/**
 * Plays the day that ends where it would end at this speed: at speed 1 it begins now, and where everything is out at
 * once (Infinity) it was the last 24 hours. @param options.speed how many times faster than a day
 */
export async function playFeed(options: { readonly speed: number; readonly port?: number }): Promise<RunningFeed> {
  const started = Date.now();
  const dayStart = started - DAY + DAY / options.speed;
  const minutes = () => (options.speed === Infinity ? 24 * 60 : ((Date.now() - started) * options.speed) / MINUTE);
  let day: readonly FeedPost[] = [];
  const out = () => {
    const now = minutes();
    const next = day.findIndex(({ minute }) => minute > now);
    return next === -1 ? day : day.slice(0, next);
  };
  const at = ({ minute }: FeedPost) => new Date(dayStart + minute * MINUTE);
  const server = createServer((request, response) => void answer(request, response));
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const { pathname } = new URL(request.url ?? '/', 'http://player');
    if (pathname === '/rss') return sendRss(request, response, url, out(), at);
    if (pathname === `/hinh/${FEED_PICTURE}`)
      return void response
        .writeHead(200, { 'content-type': 'image/png' })
        .end(await readFile(join(ROOT, 'hash-kernel', 'testdata', 'pdq', FEED_PICTURE)));
    response.writeHead(404).end();
  };
  await new Promise<void>((resolve) => server.listen(options.port ?? 0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  day = sampleFeed(url);
  const sockets = new WebSocketServer({ server, path: '/subscribe' });
  sockets.on('connection', (socket, request) => {
    const cursor = Number(new URL(request.url ?? '/', url).searchParams.get('cursor') ?? 0);
    stream(socket, () => out().filter(({ feed }) => feed === 'short'), at, cursor);
  });
  return {
    url,
    rss: `${url}/rss`,
    jetstream: `${url.replace('http', 'ws')}/subscribe`,
    published: () => out().length,
    total: day.length,
    close: async () => {
      for (const socket of sockets.clients) socket.terminate();
      sockets.close();
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

function sendRss(
  request: IncomingMessage,
  response: ServerResponse,
  url: string,
  posts: readonly FeedPost[],
  at: (post: FeedPost) => Date,
): void {
  const items = posts.filter(({ feed }) => feed === 'news');
  const etag = `"${items.length}"`;
  if (request.headers['if-none-match'] === etag) return void response.writeHead(304).end();
  const feed = generateRssFeed({
    title: 'Bản tin mẫu',
    link: url,
    description: 'Tin hư cấu',
    language: 'vi',
    items: items.toReversed().map((post) => {
      const [title, ...text] = post.text.split('\n');
      return {
        title: title ?? '',
        description: text.join('\n'),
        link: `${url}/tin/${post.id}`,
        guid: { value: post.id, isPermaLink: false },
        pubDate: at(post),
        authors: [{ name: post.author }],
        ...(post.picture ? { enclosures: [{ url: `${url}/hinh/${post.picture}`, type: 'image/png', length: 1 }] } : {}),
      };
    }),
  });
  response.writeHead(200, { 'content-type': 'application/rss+xml; charset=utf-8', etag }).end(String(feed));
}

/** Sends what is out from the cursor on, and what comes out while the line is open. Without a cursor: the day from its start. */
function stream(
  socket: WebSocket,
  posts: () => readonly FeedPost[],
  at: (post: FeedPost) => Date,
  cursor: number,
): void {
  let sent = 0;
  const send = () => {
    const out = posts();
    for (const [n, post] of out.slice(sent).entries()) {
      // Microseconds, each later than the one before, as the network numbers them.
      const timeUs = Math.round(at(post).getTime() * 1_000) + ((sent + n) % 1_000);
      if (timeUs >= cursor) socket.send(JSON.stringify(commitOf(post, timeUs, at(post))));
    }
    sent = out.length;
  };
  send();
  const beat = setInterval(send, BEAT);
  socket.on('close', () => clearInterval(beat));
  socket.on('error', () => socket.terminate());
}

function commitOf(post: FeedPost, timeUs: number, at: Date) {
  const operation = post.change ?? 'create';
  return {
    did: `did:plc:${post.author.replaceAll(/[^a-z0-9]/g, '')}`,
    time_us: timeUs,
    kind: 'commit',
    commit: {
      rev: `r${timeUs}`,
      operation,
      collection: POSTS,
      rkey: post.id,
      ...(operation === 'delete'
        ? {}
        : {
            record: { $type: POSTS, text: post.text, langs: ['vi'], createdAt: at.toISOString() },
            cid: `c${post.id}`,
          }),
    },
  };
}

/** The public internet, and of this machine the player's port alone. */
export function networkWith(player: string): Network {
  const { port } = new URL(player);
  return {
    resolve: publicInternet.resolve,
    allows: (address, to) => publicInternet.allows(address, to) || (address === '127.0.0.1' && to === Number(port)),
  };
}

if (import.meta.main) {
  const { values } = parseArgs({
    options: {
      speed: { type: 'string', default: '360' },
      port: { type: 'string', default: '4111' },
      system: { type: 'boolean', default: false },
    },
  });
  const [speed, port] = [Number(values.speed), Number(values.port)];
  if (!(speed > 0)) throw new Error('--speed is a number above 0: how many times faster than a day; Infinity: at once');
  if (!(port >= 0 && port <= 65_535)) throw new Error('--port is a number of 0 to 65535');
  const feed = await playFeed({ speed, port });
  const minutes = Math.round((24 * 60) / speed);
  console.log(`RSS: ${feed.rss}\nBluesky (Jetstream): ${feed.jetstream}`);
  console.log(`${feed.total} bài, một ngày trong ${minutes} phút · ${feed.total} posts, a day in ${minutes} minutes`);
  if (values.system)
    await runServer(
      async (say) => {
        await buildStale(say);
        return undefined;
      },
      [giveService(NETWORK, networkWith(feed.url))],
    );
}
