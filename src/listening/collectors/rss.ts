import { createHash } from 'node:crypto';
import type { AnyFeed } from 'feedsmith';
import { z } from 'zod';
import type { SafeFetch } from '../../kernel/index.ts';
import type { Collector, PublicPost, Pull } from '../posts/public-post.ts';
import { ask, mustWait, nothing, nothingUntil, readCursor } from './ask.ts';
import { Drift } from './drift.ts';
import { linksIn, plainText, textRevision } from './plain-text.ts';

export const rssSettings = z.object({ address: z.url({ protocol: /^https?$/ }).max(2_000) });

/** `known`: marks of the items of the last look, so that a feed that repeats itself costs nothing. */
const state = z.object({
  etag: z.string().max(500).optional(),
  lastModified: z.string().max(100).optional(),
  known: z.array(z.string().length(8)).max(2_000).default([]),
});
type State = z.infer<typeof state>;

const LIMITS = { bytes: 8 * 1024 * 1024, ms: 20_000 };
/** However many a feed holds: the first of them, as feeds put the newest first. */
const ITEMS_MOST = 2_000;

/** RSS 0.9x to 2.0, RDF, Atom and JSON Feed, asked with If-None-Match and If-Modified-Since. A changed item is a new revision. */
export function rssCollector(settings: z.infer<typeof rssSettings>, fetch: SafeFetch): Collector {
  return {
    kind: 'rss',
    async pull({ cursor, limit, signal }) {
      if (mustWait(cursor)) return nothing(cursor);
      const before = readCursor(state, cursor, { known: [] });
      const answer = await ask(fetch, settings.address, {
        limits: LIMITS,
        signal,
        headers: {
          accept: 'application/atom+xml, application/rss+xml, application/feed+json, application/xml;q=0.9, */*;q=0.5',
          ...(before.etag ? { 'if-none-match': before.etag } : {}),
          ...(before.lastModified ? { 'if-modified-since': before.lastModified } : {}),
        },
      });
      if ('seconds' in answer) return nothingUntil(before, answer);
      if (answer.status === 304) return nothing(cursor);
      const { etag, 'last-modified': lastModified } = answer.headers;
      return readFeed(decode(answer.body, answer.headers['content-type']), answer.url, before, limit, {
        ...(etag && etag.length <= 500 ? { etag } : {}),
        ...(lastModified ? { lastModified } : {}),
      });
    },
  };
}

async function readFeed(
  text: string,
  address: string,
  before: State,
  limit: number,
  marks: Partial<State>,
): Promise<Pull> {
  const drift = new Drift();
  const items = await itemsOf(text, drift);
  if (items === undefined) return { posts: [], cursor: JSON.stringify(before), ...drift.found };
  const known = new Set(before.known);
  const posts: PublicPost[] = [];
  const seen: string[] = [];
  // The oldest first, so that a look that stops at the limit goes on where it stopped.
  for (const item of items.reverse()) {
    const post = postOf(item, address, drift);
    if (!post) continue;
    const mark = digest(`${post.id}\n${post.revision}`).slice(0, 8);
    if (known.has(mark)) seen.push(mark);
    else if (posts.length < limit) {
      posts.push(post);
      seen.push(mark);
    }
  }
  const whole = posts.length < limit;
  // While some are left the feed must answer in full next time, so its marks are kept back.
  const after: State = { ...(whole ? marks : {}), known: seen };
  return { posts, cursor: JSON.stringify(after), ...drift.found };
}

/** An item of any of the formats, as far as it goes into a post. */
interface Item {
  readonly id?: string;
  readonly title?: string;
  readonly html?: string;
  readonly url?: string;
  readonly at?: string;
  readonly author?: string;
  readonly language?: string;
  readonly attached: readonly { readonly url?: string; readonly type?: string; readonly medium?: string }[];
}

async function itemsOf(text: string, drift: Drift): Promise<Item[] | undefined> {
  // Read with the first feed: it is many modules, and a start needs none of them.
  const { parseFeed } = await import('feedsmith');
  let parsed: AnyFeed;
  try {
    parsed = parseFeed(text, { maxItems: ITEMS_MOST });
  } catch {
    drift.note('the document is no feed');
    return undefined;
  }
  const items = itemsIn(parsed);
  drift.note('an item has none of the fields of its format', itemsWritten(text, parsed.format) - items.length);
  return items;
}

/** How many items the document has by its tags; the parser leaves out what it cannot read without a word. */
function itemsWritten(text: string, format: AnyFeed['format']): number {
  if (format === 'json') {
    const { items } = JSON.parse(text) as { items?: unknown[] };
    return Math.min(items?.length ?? 0, ITEMS_MOST);
  }
  const bare = text.replaceAll(/<!\[CDATA\[[\s\S]*?\]\]>/g, '');
  return Math.min(bare.match(/<(?:item|entry)[\s/>]/g)?.length ?? 0, ITEMS_MOST);
}

function itemsIn(parsed: AnyFeed): Item[] {
  if (parsed.format === 'json')
    return (parsed.feed.items ?? []).map((item) => ({
      id: item.id,
      title: item.title,
      html: item.content_html ?? item.content_text ?? item.summary,
      url: item.url ?? item.external_url,
      at: item.date_modified ?? item.date_published,
      author: item.authors?.[0]?.name,
      language: item.language ?? parsed.feed.language,
      attached: [{ url: item.image, medium: 'image' }, ...(item.attachments ?? []).map(withType)],
    }));
  if (parsed.format === 'atom')
    return (parsed.feed.entries ?? []).map((entry) => ({
      id: entry.id,
      title: entry.title?.value,
      html: entry.content?.value ?? entry.summary?.value,
      url: entry.links?.find(({ rel = 'alternate' }) => rel === 'alternate')?.href,
      at: entry.updated ?? entry.published,
      author: entry.authors?.[0]?.name,
      language: entry.content?.xml?.lang ?? entry.xml?.lang ?? parsed.feed.xml?.lang,
      attached: [
        ...(entry.links ?? []).filter(({ rel }) => rel === 'enclosure').map(({ href: url, type }) => ({ url, type })),
        ...(entry.media?.contents ?? []),
      ],
    }));
  if (parsed.format === 'rdf')
    return (parsed.feed.items ?? []).map((item) => ({
      id: item.rdf?.about,
      title: item.title,
      html: item.content?.encoded ?? item.description,
      url: item.link,
      at: item.dc?.dates?.[0],
      author: item.dc?.creators?.[0],
      language: item.dc?.languages?.[0],
      attached: item.media?.contents ?? [],
    }));
  return (parsed.feed.items ?? []).map((item) => ({
    id: item.guid?.value,
    title: item.title,
    html: item.content?.encoded ?? item.description,
    url: item.link,
    at: item.pubDate ?? item.dc?.dates?.[0],
    author: item.authors?.[0]?.name ?? item.authors?.[0]?.email ?? item.dc?.creators?.[0],
    language: item.dc?.languages?.[0] ?? parsed.feed.language,
    attached: [...(item.enclosures ?? []), ...(item.media?.contents ?? [])],
  }));
}

const withType = ({ url, mime_type: type }: { url?: string; mime_type?: string }) => ({ url, type });

function postOf(item: Item, address: string, drift: Drift): PublicPost | undefined {
  const id = item.id ?? item.url;
  if (id === undefined) return void drift.note('an item has neither an identifier nor an address');
  const title = plainText(item.title ?? '').text;
  const body = plainText(item.html ?? '');
  const text = [title, body.text].filter(Boolean).join('\n');
  if (text === '') return void drift.note('an item has neither a title nor a text');
  const said = item.at === undefined ? undefined : Date.parse(item.at);
  if (said !== undefined && Number.isNaN(said)) drift.note('the time of an item cannot be read');
  const url = item.url !== undefined && URL.canParse(item.url, address) ? new URL(item.url, address).href : null;
  return {
    id: id.length <= 300 ? id : `sha256:${digest(id)}`,
    revision: textRevision(text),
    at: said === undefined || Number.isNaN(said) ? new Date() : new Date(said),
    author: item.author ?? null,
    text,
    language: item.language ?? null,
    url,
    links: [...new Set([...body.links, ...linksIn(text)])].slice(0, 50),
    media: mediaOf(item, body.images),
    parent: null,
    deleted: false,
  };
}

function mediaOf(item: Item, images: readonly string[]): PublicPost['media'] {
  const found = new Map<string, 'image' | 'video'>(images.map((url) => [url, 'image']));
  for (const { url, type = '', medium } of item.attached) {
    const kind = /^(image|video)\//.exec(type)?.[1] ?? medium;
    if (url !== undefined && URL.canParse(url) && (kind === 'image' || kind === 'video')) found.set(url, kind);
  }
  return [...found].slice(0, 20).map(([url, kind]) => ({ url, kind }));
}

/** The document by its declared encoding; UTF-8 where it declares none or an unknown one. */
function decode(body: Buffer, contentType = ''): string {
  const declared =
    /charset=["']?([\w-]{2,30})/i.exec(contentType)?.[1] ??
    /^.{0,10}<\?xml[^>]{0,100}encoding=["']([\w-]{2,30})/s.exec(body.subarray(0, 200).toString('latin1'))?.[1];
  try {
    return new TextDecoder(declared ?? 'utf-8').decode(body);
  } catch {
    return new TextDecoder().decode(body);
  }
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('base64url');
}
