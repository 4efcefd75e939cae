/** What may be taken of a post, and how much of it. Pure rules. */
import type { PublicPost } from './public-post.ts';

/** Characters (UTF-16 units) of a post that are looked at; a post of a megabyte is cut here and counted as truncated. */
export const TEXT_MOST = 20_000;
/** Posts of one call of `observe`. */
export const POSTS_MOST = 5_000;
const ID_MOST = 300;
const URL_MOST = 2_048;
const LINKS_MOST = 20;
const MEDIA_MOST = 10;
const EARLIEST = Date.UTC(1997, 10, 19);

/** A post that may be kept, bounded. */
export interface ReadyPost {
  readonly id: string;
  readonly revision: string;
  readonly at: Date;
  readonly author: string | null;
  readonly text: string;
  readonly length: number;
  readonly truncated: boolean;
  readonly language: string | null;
  readonly url: string | null;
  readonly links: readonly string[];
  readonly media: readonly { readonly url: string; readonly kind: 'image' | 'video' }[];
  readonly parent: string | null;
  readonly deleted: boolean;
}

/** Bounds a post; undefined where there is nothing in it that could be looked at or named. */
export function readyPost(post: PublicPost, now: Date): ReadyPost | undefined {
  if (typeof post.id !== 'string' || post.id === '' || post.id.length > ID_MOST) return undefined;
  if (typeof post.text !== 'string' || !(post.at instanceof Date)) return undefined;
  const at = post.at.getTime();
  if (Number.isNaN(at) || at < EARLIEST) return undefined;
  const links = post.links.filter(isAddress).slice(0, LINKS_MOST);
  const media = post.media.filter(({ url }) => isAddress(url)).slice(0, MEDIA_MOST);
  if (!post.deleted && post.text.trim() === '' && links.length + media.length === 0) return undefined;
  return {
    id: post.id,
    revision: post.revision.slice(0, ID_MOST),
    // A source's clock may run ahead; nothing was written in the future.
    at: new Date(Math.min(at, now.getTime())),
    author: post.author === null || post.author === '' ? null : post.author.slice(0, ID_MOST),
    text: post.text.slice(0, TEXT_MOST),
    length: post.text.length,
    truncated: post.text.length > TEXT_MOST,
    language:
      post.language !== null && /^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8}){0,3}$/.test(post.language) ? post.language : null,
    url: post.url !== null && isAddress(post.url) ? post.url : null,
    links,
    media,
    parent: post.parent === null || post.parent === '' ? null : post.parent.slice(0, ID_MOST),
    deleted: post.deleted,
  };
}

function isAddress(text: string): boolean {
  return text.length <= URL_MOST && /^https?:\/\//i.test(text);
}

/** What the queue's fill means for what comes in. */
export interface StreamBacklog {
  readonly state: 'free' | 'sampling' | 'full';
  /** The part of the bulk lane that is still taken. */
  readonly keep: number;
}

/** The least part of the bulk lane that is taken while anything is. */
const KEEP_LEAST = 0.05;

/** Between the limits the part of bulk that is taken falls in a straight line; urgent and partners' posts are taken to the end. */
export function pressureOf(waiting: number, soft: number, hard: number): StreamBacklog {
  if (waiting >= hard) return { state: 'full', keep: 0 };
  if (waiting <= soft) return { state: 'free', keep: 1 };
  return { state: 'sampling', keep: Math.max(KEEP_LEAST, 1 - (waiting - soft) / (hard - soft)) };
}
