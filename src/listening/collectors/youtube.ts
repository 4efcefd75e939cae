import { z } from 'zod';
import type { Answer, Result, SafeFetch } from '../../kernel/index.ts';
import type { Collector, PublicPost, Pull } from '../posts/public-post.ts';
import { ask, jsonOf, mustWait, nothing, nothingUntil, readCursor, type Wait } from './ask.ts';
import { Drift } from './drift.ts';
import { linksIn } from './plain-text.ts';
import { refuseSource } from './refusals.ts';

const id = z.string().regex(/^[\w-]{1,100}$/);

export const youtubeSettings = z
  .object({
    /** All comments that concern a channel, or those under one video. */
    channel: id.optional(),
    video: id.optional(),
    /** Calls a day; each costs one unit of the project's 10,000. */
    callsPerDay: z.number().int().min(1).max(10_000).default(2_000),
    server: z
      .url({ protocol: /^https?$/ })
      .max(500)
      .default('https://www.googleapis.com'),
  })
  .refine(({ channel, video }) => (channel === undefined) !== (video === undefined), { path: ['channel'] });
type Settings = z.infer<typeof youtubeSettings>;
export const youtubeSecrets = z.object({ key: z.string().min(1).max(500) });

/**
 * Threads come newest first. `until` is the time that earlier looks reached; `page` goes on in a walk that a limit broke
 * off, and `newest` is what that walk will have reached.
 */
const state = z.object({
  until: z.iso.datetime().optional(),
  page: z.string().max(2_000).optional(),
  newest: z.iso.datetime().optional(),
  day: z.string().optional(),
  calls: z.number().int().optional(),
});
type State = z.infer<typeof state>;

const comment = z.object({
  id: z.string().min(1).max(300),
  snippet: z.object({
    textDisplay: z.string(),
    textOriginal: z.string().optional(),
    publishedAt: z.iso.datetime({ offset: true }),
    updatedAt: z.iso.datetime({ offset: true }).optional(),
    authorChannelId: z.object({ value: z.string().max(300) }).optional(),
    videoId: id.optional(),
    parentId: z.string().max(300).optional(),
  }),
});
const thread = z.object({
  snippet: z.object({ topLevelComment: comment, videoId: id.optional() }),
  replies: z.object({ comments: z.array(z.unknown()) }).optional(),
});
const answerShape = z.object({ items: z.array(z.unknown()), nextPageToken: z.string().max(2_000).optional() });
const errorShape = z.object({ error: z.object({ errors: z.array(z.object({ reason: z.string() })) }) });

/** No redirect: a service that moves its API says so, and a key stands in the call. */
const LIMITS = { bytes: 8 * 1024 * 1024, ms: 20_000, redirects: 0 };

/**
 * Comments by the YouTube Data API v3, `commentThreads.list`. With a thread come at most five of its replies; a reply to
 * an old thread, and an edit of an old comment, are not seen.
 */
export function youtubeCollector(
  settings: Settings,
  secrets: z.infer<typeof youtubeSecrets>,
  fetch: SafeFetch,
): Collector {
  return {
    kind: 'youtube',
    async pull({ cursor, limit, signal }) {
      if (mustWait(cursor)) return nothing(cursor);
      const drift = new Drift();
      const posts: PublicPost[] = [];
      let at: State = readCursor(state, cursor, {});
      const end = (wait?: Wait): Pull => ({
        ...(wait ? nothingUntil(at, wait) : nothing(JSON.stringify(at))),
        posts,
        ...drift.found,
      });
      for (;;) {
        const day = quotaDay(new Date());
        const calls = at.day === day ? (at.calls ?? 0) : 0;
        if (calls >= settings.callsPerDay) return end({ seconds: secondsToQuotaDay(new Date()) });
        at = { ...at, day, calls: calls + 1 };
        const asked = { limits: LIMITS, signal, secretHeaders: { 'x-goog-api-key': secrets.key } };
        const answer = await ask(fetch, pageUrl(settings, at.page), asked, explain);
        if ('seconds' in answer) {
          if (answer.anew) at = { ...at, page: undefined, newest: undefined };
          return end(answer);
        }
        const page = drift.read(answerShape, jsonOf(answer.body), 'the answer');
        if (!page) return end();
        const threads = page.items.flatMap((item) => drift.read(thread, item, 'a thread') ?? []);
        const known = at.until;
        const fresh = threads.filter(({ snippet }) => !known || timeOf(snippet.topLevelComment) > known);
        posts.push(...fresh.flatMap((one) => postsOf(one, settings, drift)));
        const [first] = threads;
        const newest = at.newest ?? (first && timeOf(first.snippet.topLevelComment)) ?? known;
        // The first look takes what is on the first page, and not the channel's whole past.
        const done = known === undefined || fresh.length < threads.length || page.nextPageToken === undefined;
        at = done
          ? { ...at, until: newest, page: undefined, newest: undefined }
          : { ...at, page: page.nextPageToken, newest };
        if (done || posts.length >= limit) return end();
      }
    },
  };
}

function postsOf({ snippet, replies }: z.infer<typeof thread>, settings: Settings, drift: Drift): PublicPost[] {
  const video = snippet.videoId ?? settings.video ?? null;
  const answers = (replies?.comments ?? []).flatMap((item) => drift.read(comment, item, 'a reply') ?? []);
  return [snippet.topLevelComment, ...answers].map((one) => postOf(one, video));
}

function postOf({ id: commentId, snippet }: z.infer<typeof comment>, threadVideo: string | null): PublicPost {
  const text = snippet.textOriginal ?? snippet.textDisplay;
  const video = snippet.videoId ?? threadVideo;
  return {
    id: commentId,
    revision: snippet.updatedAt ?? '',
    at: new Date(snippet.publishedAt),
    author: snippet.authorChannelId?.value ?? null,
    text,
    language: null,
    url: video && `https://www.youtube.com/watch?v=${video}&lc=${encodeURIComponent(commentId)}`,
    links: linksIn(text),
    media: [],
    parent: snippet.parentId ?? video,
    deleted: false,
  };
}

function timeOf({ snippet }: z.infer<typeof comment>): string {
  return new Date(snippet.publishedAt).toISOString();
}

function pageUrl({ server, channel, video }: Settings, page: string | undefined): string {
  const query = new URLSearchParams({
    part: 'snippet,replies',
    order: 'time',
    maxResults: '100',
    textFormat: 'plainText',
  });
  if (channel !== undefined) query.set('allThreadsRelatedToChannelId', channel);
  if (video !== undefined) query.set('videoId', video);
  if (page !== undefined) query.set('pageToken', page);
  return `${server.replace(/\/+$/, '')}/youtube/v3/commentThreads?${query}`;
}

/** What an error means by its reason; a 403 may be the key, the quota, or comments that are switched off. */
function explain({ status, body }: Answer): Wait | Result<never> | undefined {
  const read = errorShape.safeParse(jsonOf(body));
  const reasons = read.success ? read.data.error.errors.map(({ reason }) => reason) : [];
  if (reasons.some((reason) => /^(quotaExceeded|dailyLimitExceeded)/.test(reason)))
    return { seconds: secondsToQuotaDay(new Date()) };
  if (reasons.some((reason) => /^(rateLimitExceeded|userRateLimitExceeded)/.test(reason))) return { seconds: 60 };
  // The token of a walk that a limit broke off has run out.
  if (reasons.includes('invalidPageToken')) return { seconds: 0, anew: true };
  if (reasons.includes('commentsDisabled')) return refuseSource('source.not-there', { facts: { status } });
  return undefined;
}

const pacific = new Intl.DateTimeFormat('en-CA', {
  timeZone: 'America/Los_Angeles',
  dateStyle: 'short',
  timeStyle: 'medium',
  hourCycle: 'h23',
});

/** The day that a quota belongs to: it begins at midnight Pacific time. */
function quotaDay(now: Date): string {
  return pacific.format(now).slice(0, 10);
}

function secondsToQuotaDay(now: Date): number {
  const [hours = 0, minutes = 0, seconds = 0] = pacific.format(now).slice(-8).split(':').map(Number);
  return 86_400 - (hours * 3_600 + minutes * 60 + seconds);
}
