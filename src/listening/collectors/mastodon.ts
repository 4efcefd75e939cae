import { createParser } from 'eventsource-parser';
import { z } from 'zod';
import type { Answer, SafeFetch } from '../../kernel/index.ts';
import type { Collector, PublicPost } from '../posts/public-post.ts';
import { ask, jsonOf, mustWait, nothing, nothingUntil, readCursor, type Wait } from './ask.ts';
import { Drift } from './drift.ts';
import { plainText } from './plain-text.ts';

export const mastodonSettings = z.object({
  server: z.url({ protocol: /^https?$/ }).max(500),
  timeline: z.enum(['public', 'local', 'hashtag']).default('public'),
  /** For the timeline of a hashtag; without the sign. */
  tag: z
    .string()
    .regex(/^[\p{L}\p{N}_]{1,100}$/u)
    .optional(),
  /** How long a look that is not behind listens to the stream, where edits and deletions come; 0: never. */
  listenSeconds: z.number().int().min(0).max(60).default(20),
});
type Settings = z.infer<typeof mastodonSettings>;
export const mastodonSecrets = z.object({ token: z.string().min(1).max(500).optional() });

const statusId = z.string().regex(/^[\w-]{1,100}$/);
const state = z.object({ id: statusId.optional() });

const web = z.string().max(4_000);
const status = z.object({
  id: statusId,
  created_at: z.iso.datetime({ offset: true }),
  edited_at: z.iso.datetime({ offset: true }).nullish(),
  in_reply_to_id: z.string().max(300).nullish(),
  visibility: z.string(),
  spoiler_text: z.string().default(''),
  language: z.string().max(35).nullish(),
  url: web.nullish(),
  content: z.string(),
  account: z.object({ id: z.string().max(300) }),
  media_attachments: z.array(z.object({ type: z.string(), url: web.nullish() })).default([]),
});

const PAGE = 40;
const LIMITS = { bytes: 4 * 1024 * 1024, ms: 20_000 };

/**
 * A Mastodon server's public, local or hashtag timeline. Catches up by `min_id`, which goes forward without a gap, then
 * listens to the stream. The cursor is moved by the catching up alone, so that what came between the two is not lost;
 * what both brought is known by its id.
 */
export function mastodonCollector(
  settings: Settings,
  secrets: z.infer<typeof mastodonSecrets>,
  fetch: SafeFetch,
): Collector {
  const secretHeaders: Record<string, string> =
    secrets.token === undefined ? {} : { authorization: `Bearer ${secrets.token}` };
  return {
    kind: 'mastodon',
    async pull({ cursor, limit, signal }) {
      if (mustWait(cursor)) return nothing(cursor);
      const drift = new Drift();
      const posts: PublicPost[] = [];
      let { id } = readCursor(state, cursor, {});
      for (let behind = true; behind && posts.length < limit; ) {
        const url = timelineUrl(settings, { limit: String(PAGE), ...(id ? { min_id: id } : {}) });
        const answer = await ask(fetch, url, { limits: LIMITS, signal, secretHeaders });
        if ('seconds' in answer) return { ...nothingUntil({ id }, answer), posts, ...drift.found };
        const page = drift.read(z.array(z.unknown()), jsonOf(answer.body), 'the timeline') ?? [];
        // The newest stands first; the first look at a server begins there.
        const read = page.map((item) => drift.read(status, item, 'a status'));
        posts.push(...read.reverse().flatMap((one) => (one ? postOf(one) : [])));
        const newest = read.findLast((one) => one !== undefined)?.id;
        behind = id !== undefined && newest !== undefined && page.length === PAGE;
        id = newest ?? id;
        const rest = restOf(answer);
        if (rest) return { ...nothingUntil({ id }, rest), posts, ...drift.found };
      }
      if (posts.length < limit && settings.listenSeconds > 0)
        await listen(settings, secretHeaders, fetch, signal, limit, posts, drift);
      return { posts, cursor: JSON.stringify({ id }), ...drift.found };
    },
  };
}

/** Nothing left of the server's allowance (300 requests in 5 minutes): until when. */
function restOf({ headers }: Answer): Wait | undefined {
  const reset = Date.parse(String(headers['x-ratelimit-reset']));
  if (headers['x-ratelimit-remaining'] !== '0' || Number.isNaN(reset)) return undefined;
  return { seconds: Math.max(1, Math.ceil((reset - Date.now()) / 1_000)) };
}

async function listen(
  settings: Settings,
  secretHeaders: Readonly<Record<string, string>>,
  fetch: SafeFetch,
  signal: AbortSignal,
  limit: number,
  posts: PublicPost[],
  drift: Drift,
): Promise<void> {
  const decoder = new TextDecoder();
  const parser = createParser({
    onEvent: ({ event = 'message', data }) => {
      const post = eventPost(event, data, drift);
      if (post) posts.push(post);
    },
  });
  const limits = { bytes: LIMITS.bytes, ms: settings.listenSeconds * 1_000 };
  const asked = { limits, signal, secretHeaders, headers: { accept: 'text/event-stream' } };
  const listened = await fetch.stream(streamUrl(settings), asked, ({ status: code }) => (piece) => {
    if (code !== 200) return false;
    parser.feed(decoder.decode(piece, { stream: true }));
    return posts.length < limit;
  });
  if (!listened.ok) drift.note(`the stream was not heard (${listened.refusal.code})`);
  else if (listened.value.status !== 200) drift.note(`the stream was not heard (status ${listened.value.status})`);
}

function eventPost(event: string, data: string, drift: Drift): PublicPost | undefined {
  if (event === 'delete') {
    const id = drift.read(statusId, data, 'a deletion');
    return id === undefined ? undefined : gone(id);
  }
  if (event !== 'update' && event !== 'status.update') return undefined;
  const read = drift.read(status, jsonOf(Buffer.from(data)), 'a status of the stream');
  return read && postOf(read)[0];
}

function postOf(one: z.infer<typeof status>): PublicPost[] {
  // Only what its author made public; a timeline holds nothing else, but it is not for us to rely on that.
  if (one.visibility !== 'public') return [];
  const { text, links, images } = plainText(one.content);
  const attached = one.media_attachments.flatMap(({ type, url }) => {
    const kind = type === 'image' ? 'image' : type === 'video' || type === 'gifv' ? 'video' : undefined;
    return url && kind ? [{ url, kind } as const] : [];
  });
  return [
    {
      id: one.id,
      revision: one.edited_at ?? '',
      at: new Date(one.created_at),
      author: one.account.id,
      text: [plainText(one.spoiler_text).text, text].filter(Boolean).join('\n'),
      language: one.language ?? null,
      url: one.url ?? null,
      links: links.slice(0, 50),
      media: [...attached, ...images.map((url) => ({ url, kind: 'image' as const }))].slice(0, 20),
      parent: one.in_reply_to_id ?? null,
      deleted: false,
    },
  ];
}

function gone(id: string): PublicPost {
  return {
    id,
    revision: 'deleted',
    at: new Date(),
    author: null,
    text: '',
    language: null,
    url: null,
    links: [],
    media: [],
    parent: null,
    deleted: true,
  };
}

function timelineUrl({ server, timeline, tag = '' }: Settings, query: Readonly<Record<string, string>>): string {
  const path = timeline === 'hashtag' ? `tag/${encodeURIComponent(tag)}` : 'public';
  const asked = new URLSearchParams(query);
  if (timeline === 'local') asked.set('local', 'true');
  return `${base(server)}/api/v1/timelines/${path}?${asked}`;
}

function streamUrl({ server, timeline, tag = '' }: Settings): string {
  const path =
    timeline === 'hashtag'
      ? `hashtag?${new URLSearchParams({ tag })}`
      : timeline === 'local'
        ? 'public/local'
        : 'public';
  return `${base(server)}/api/v1/streaming/${path}`;
}

const base = (server: string) => server.replace(/\/+$/, '');
