import type WebSocket from 'ws';
import { z } from 'zod';
import { refuseRequest, type SafeFetch } from '../../kernel/index.ts';
import type { Collector, PublicPost, Pull } from '../posts/public-post.ts';
import { jsonOf, readCursor, SourceFailed } from './ask.ts';
import { Drift } from './drift.ts';
import { linksIn } from './plain-text.ts';

const POSTS = 'app.bsky.feed.post';

export const jetstreamSettings = z.object({
  server: z
    .url({ protocol: /^wss?$/ })
    .max(500)
    .default('wss://jetstream2.us-east.bsky.network/subscribe'),
  /** Posts that say none of these languages are left out; posts that say no language are taken. */
  languages: z.array(z.string().regex(/^[a-z]{2,3}$/)).default(['vi']),
  /** How long one look listens when it is not behind. */
  listenSeconds: z.number().int().min(1).max(60).default(20),
  pictures: z.url().max(500).default('https://cdn.bsky.app'),
});
type Settings = z.infer<typeof jetstreamSettings>;

const state = z.object({ timeUs: z.number().int().positive().optional() });

const did = z.string().regex(/^did:[a-z]+:[\w.:%-]{1,200}$/);
const rkey = z.string().regex(/^[\w.:~-]{1,100}$/);
const event = z.object({ did, time_us: z.number().int().positive(), kind: z.string() });
const commitEvent = event.extend({
  commit: z.object({
    rev: z.string().max(50).default(''),
    operation: z.enum(['create', 'update', 'delete']),
    collection: z.string(),
    rkey,
    record: z.unknown().optional(),
  }),
});
const accountEvent = event.extend({ account: z.object({ active: z.boolean() }) });

const picture = z.object({ image: z.object({ ref: z.object({ $link: z.string().regex(/^\w{1,100}$/) }) }) });
const embed = z.object({
  images: z.array(picture).optional(),
  external: z.object({ uri: z.string() }).optional(),
});
const record = z.object({
  text: z.string(),
  langs: z.array(z.string()).optional(),
  reply: z.object({ parent: z.object({ uri: z.string().max(300) }) }).optional(),
  facets: z.array(z.object({ features: z.array(z.object({ uri: z.string().optional() })) })).optional(),
  embed: embed.extend({ media: embed.optional() }).optional(),
});

/**
 * Bluesky by a Jetstream server (github.com/bluesky-social/jetstream, v1 frames): posts of the whole network, with edits
 * and deletions. One look connects at the cursor, reads to the limit or for the listening time, and leaves. No list of
 * accounts can be set: harm is listened to, not people.
 */
export function jetstreamCollector(settings: Settings, fetch: SafeFetch): Collector {
  return {
    kind: 'bluesky-jetstream',
    async pull({ cursor, limit, signal }) {
      const { timeUs } = readCursor(state, cursor, {});
      const url = new URL(settings.server);
      url.searchParams.set('wantedCollections', POSTS);
      if (timeUs !== undefined) url.searchParams.set('cursor', String(timeUs));
      const opened = await fetch.socket(url.href);
      if (!opened.ok) throw new SourceFailed(opened);
      return listen(opened.value, settings, timeUs ?? 0, limit, signal);
    },
  };
}

async function listen(
  socket: WebSocket,
  settings: Settings,
  since: number,
  limit: number,
  signal: AbortSignal,
): Promise<Pull> {
  const drift = new Drift();
  let posts: PublicPost[] = [];
  const ended = new Set<string>();
  let reached = since;
  let fresh = 0;
  let open = false;
  const failed = await new Promise<boolean>((resolve) => {
    const leave = () => {
      clearTimeout(listening);
      signal.removeEventListener('abort', leave);
      socket.removeAllListeners('message');
      resolve(!open);
      socket.terminate();
    };
    const listening = setTimeout(leave, settings.listenSeconds * 1_000);
    signal.addEventListener('abort', leave);
    socket.on('open', () => {
      open = true;
    });
    socket.on('close', leave);
    // A socket that breaks keeps what came before; one that never opened is told below.
    socket.on('error', leave);
    socket.on('message', (data: Buffer) => {
      const read = drift.read(event, jsonOf(data), 'a message');
      if (!read || read.time_us < since) return;
      if (read.kind === 'account') {
        if (!endsAccount(jsonOf(data), drift)) ended.delete(read.did);
        else {
          ended.add(read.did);
          posts = posts.filter(({ author, deleted }) => author !== read.did || deleted);
        }
      } else posts.push(...postsOf(read.kind, jsonOf(data), settings, drift));
      // What lies at the cursor comes again; it does not count, or a look of one post would never go on.
      if (read.time_us > since) fresh += 1;
      reached = Math.max(reached, read.time_us);
      if (fresh > 0 && posts.length >= limit) leave();
    });
    if (signal.aborted) leave();
  });
  if (failed && !signal.aborted) throw new SourceFailed(refuseRequest('link.unreachable'));
  const cursor = reached > 0 ? JSON.stringify({ timeUs: reached }) : null;
  return { posts, cursor, ...drift.found, endedAuthors: [...ended] };
}

/** Whether an account's posts go with it: it was deleted, taken down, suspended or shut by its owner. */
function endsAccount(message: unknown, drift: Drift): boolean {
  const read = drift.read(accountEvent, message, 'an account message');
  return read !== undefined && !read.account.active;
}

function postsOf(kind: string, message: unknown, settings: Settings, drift: Drift): PublicPost[] {
  if (kind === 'identity') return [];
  if (kind !== 'commit') {
    drift.note('a message of a kind unknown');
    return [];
  }
  const read = drift.read(commitEvent, message, 'a commit message');
  if (!read || read.commit.collection !== POSTS) return [];
  const { rev, operation, rkey: key } = read.commit;
  const id = `at://${read.did}/${POSTS}/${key}`;
  const at = timeOf(read.time_us);
  if (operation === 'delete') return [gone(id, read.did, rev, at)];
  const post = drift.read(record, read.commit.record, 'a post');
  if (!post || !speaks(post.langs, settings.languages)) return [];
  const embeds = [post.embed, post.embed?.media];
  const attached = embeds.flatMap((one) => one?.external?.uri ?? []);
  const named = (post.facets ?? []).flatMap(({ features }) => features.flatMap(({ uri }) => uri ?? []));
  return [
    {
      id,
      revision: rev,
      at,
      author: read.did,
      text: post.text,
      language: post.langs?.[0] ?? null,
      url: `https://bsky.app/profile/${read.did}/post/${key}`,
      links: [...new Set([...attached, ...named, ...linksIn(post.text)])].slice(0, 50),
      media: embeds
        .flatMap((one) => one?.images ?? [])
        .slice(0, 20)
        .map(({ image }) => ({
          url: `${settings.pictures}/img/feed_fullsize/plain/${read.did}/${image.ref.$link}@jpeg`,
          kind: 'image',
        })),
      parent: post.reply?.parent.uri ?? null,
      deleted: false,
    },
  ];
}

function gone(id: string, author: string, revision: string, at: Date): PublicPost {
  return {
    id,
    revision,
    at,
    author,
    text: '',
    language: null,
    url: null,
    links: [],
    media: [],
    parent: null,
    deleted: true,
  };
}

function speaks(said: readonly string[] | undefined, wanted: readonly string[]): boolean {
  if (wanted.length === 0 || said === undefined || said.length === 0) return true;
  return said.some((language) => wanted.includes(language.toLowerCase().split('-')[0] ?? ''));
}

/** The moment that the network noted; `createdAt` is the author's own word. */
function timeOf(microseconds: number): Date {
  return new Date(microseconds / 1_000);
}
