import { z } from 'zod';
import { appSecretProof, type facebookSettings, isThrottled, regainSeconds } from '../../channels/index.ts';
import type { Answer, Result, SafeFetch } from '../../kernel/index.ts';
import type { Collector, PublicPost, Pull } from '../posts/public-post.ts';
import { ask, jsonOf, mustWait, nothing, nothingUntil, readCursor, SourceFailed, type Wait } from './ask.ts';
import { Drift } from './drift.ts';
import { linksIn, textRevision } from './plain-text.ts';
import { refuseSource } from './refusals.ts';

type Settings = z.infer<typeof facebookSettings>;
/** What reading the page takes, and what its webhook takes: a source may have both, and knows a comment by one identifier. */
export const facebookPageSecrets = z.object({
  token: z.string().min(1).max(1_000),
  /** With it each call carries `appsecret_proof`, which an app can be set to demand. */
  appSecret: z.string().min(1).max(200).optional(),
  /** For the webhook: chosen by us and entered at Meta. */
  verifyToken: z.string().min(8).max(200).optional(),
});
type Secrets = z.infer<typeof facebookPageSecrets>;

const postId = z.string().regex(/^\d+_\d+$/);
const seconds = z.number().int().nonnegative();
/**
 * The posts of this round, each with the time (unix seconds) that its comments were read to. `after` is Graph's own
 * cursor within one post: it is used within a look and in the next one, never kept beyond, since Meta says it spoils.
 */
const state = z.object({
  posts: z.array(z.object({ id: postId, since: seconds })).default([]),
  at: z.number().int().nonnegative().default(0),
  after: z.string().max(1_000).optional(),
  newest: seconds.optional(),
});
type State = z.infer<typeof state>;

const POSTS_MOST = 50;
const pageAnswer = z.object({ id: z.string() });
const feedAnswer = z.object({ data: z.array(z.unknown()) });
const feedPost = z.object({ id: postId });
const commentsAnswer = z.object({
  data: z.array(z.unknown()),
  paging: z
    .object({ cursors: z.object({ after: z.string().max(1_000) }).optional(), next: z.string().optional() })
    .optional(),
});
const time = z.iso.datetime({ offset: true }).or(z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d{4}$/));
const comment = z.object({
  id: z.string().min(1).max(300),
  created_time: time,
  message: z.string().default(''),
  from: z.object({ id: z.string().max(300) }).optional(),
  parent: z.object({ id: z.string().max(300) }).optional(),
  permalink_url: z.string().max(4_000).optional(),
  attachment: z.object({ media: z.object({ image: z.object({ src: z.string() }) }).optional() }).optional(),
});
const errorAnswer = z.object({ error: z.object({ code: z.number() }) });

/** No redirect: a service that moves its API says so, and a key stands in the call. */
const LIMITS = { bytes: 8 * 1024 * 1024, ms: 20_000, redirects: 0 };

/**
 * Comments on the agency's own Facebook page by the Graph API, with the page's own token: which page a token belongs to
 * is asked before anything is read. One round goes through the newest posts, oldest comments first. An edit is not seen
 * by reading; the page's webhook tells it.
 */
export function facebookPageCollector(settings: Settings, secrets: Secrets, fetch: SafeFetch): Collector {
  const call = (path: string, query: Readonly<Record<string, string>>, signal: AbortSignal) =>
    ask(fetch, callUrl(settings, secrets, path, query), { limits: LIMITS, signal }, explain);
  return {
    kind: 'facebook-page',
    async pull({ cursor, limit, signal }) {
      if (mustWait(cursor)) return nothing(cursor);
      const drift = new Drift();
      const posts: PublicPost[] = [];
      let at: State = readCursor(state, cursor, { posts: [], at: 0 });
      const end = (wait?: Wait): Pull => ({
        ...(wait ? nothingUntil(at, wait) : nothing(JSON.stringify(at))),
        posts,
        ...drift.found,
      });
      if (at.at >= at.posts.length) {
        const own = await call('me', { fields: 'id' }, signal);
        if ('seconds' in own) return end(own);
        const owner = drift.read(pageAnswer, jsonOf(own.body), 'the page');
        if (!owner) return end();
        if (owner.id !== settings.page) throw new SourceFailed(refuseSource('source.not-own-page'));
        const listed = await call(`${settings.page}/feed`, { fields: 'id', limit: String(POSTS_MOST) }, signal);
        if ('seconds' in listed) return end(listed);
        const feed = drift.read(feedAnswer, jsonOf(listed.body), 'the feed');
        if (!feed) return end();
        const known = new Map(at.posts.map((one) => [one.id, one.since]));
        const ids = feed.data.flatMap((item) => drift.read(feedPost, item, 'a post')?.id ?? []);
        const ofPage = ids.filter((one) => one.startsWith(`${settings.page}_`));
        at = { posts: ofPage.map((one) => ({ id: one, since: known.get(one) ?? 0 })), at: 0 };
      }
      while (at.at < at.posts.length && posts.length < limit) {
        const post = at.posts[at.at] as State['posts'][number];
        const answer = await call(`${post.id}/comments`, commentsQuery(post.since, at.after), signal);
        if ('seconds' in answer) return end(answer);
        const page = drift.read(commentsAnswer, jsonOf(answer.body), 'the comments');
        const comments = (page?.data ?? []).flatMap((item) => drift.read(comment, item, 'a comment') ?? []);
        posts.push(...comments.map((one) => postOf(one, post.id)));
        const newest = Math.max(at.newest ?? post.since, ...comments.map((one) => unix(one.created_time)));
        const after = page?.paging?.next === undefined ? undefined : page.paging.cursors?.after;
        at = after === undefined ? nextPost(at, newest) : { ...at, after, newest };
      }
      return end();
    },
  };
}

function nextPost(at: State, since: number): State {
  const posts = at.posts.map((post, index) => (index === at.at ? { ...post, since } : post));
  return { posts, at: at.at + 1 };
}

function commentsQuery(since: number, after: string | undefined): Record<string, string> {
  return {
    fields: 'id,created_time,message,from{id},parent{id},permalink_url,attachment',
    // Answers to comments too, in the order in which they were written.
    filter: 'stream',
    order: 'chronological',
    limit: '100',
    // The second that was reached is read again: two comments may share it.
    ...(since > 0 ? { since: String(since) } : {}),
    ...(after === undefined ? {} : { after }),
  };
}

function postOf(one: z.infer<typeof comment>, post: string): PublicPost {
  const image = one.attachment?.media?.image.src;
  return {
    id: one.id,
    revision: textRevision(one.message),
    at: new Date(unix(one.created_time) * 1_000),
    author: one.from?.id ?? null,
    text: one.message,
    language: null,
    url: one.permalink_url ?? null,
    links: linksIn(one.message),
    media: image === undefined ? [] : [{ url: image, kind: 'image' }],
    parent: one.parent?.id ?? post,
    deleted: false,
  };
}

const unix = (written: string) => Math.floor(Date.parse(written) / 1_000);

function callUrl(
  { server, version }: Settings,
  { token, appSecret }: Secrets,
  path: string,
  query: Readonly<Record<string, string>>,
): string {
  const asked = new URLSearchParams({
    ...query,
    access_token: token,
    ...(appSecret === undefined ? {} : { appsecret_proof: appSecretProof(token, appSecret) }),
  });
  return `${server.replace(/\/+$/, '')}/${version}/${path}?${asked}`;
}

/** Graph's error codes: throttled, key void (190, 10, 200 to 299). */
function explain({ body, headers }: Answer): Wait | Result<never> | undefined {
  const read = errorAnswer.safeParse(jsonOf(body));
  if (!read.success) return undefined;
  const { code } = read.data.error;
  if (isThrottled(code)) return { seconds: regainSeconds(headers) };
  if (code === 190 || code === 10 || (code >= 200 && code < 300))
    return refuseSource('source.key-refused', { facts: { code } });
  return undefined;
}
