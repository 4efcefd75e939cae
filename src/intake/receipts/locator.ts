import type { OnlinePlace } from '../../vocabulary/index.ts';

/** What a blind index can find: a link, an account on a platform, a telephone number. */
export type LocatorKind = 'LINK' | 'ACCOUNT' | 'PHONE';

export interface Locator {
  readonly kind: LocatorKind;
  /** The normal form: the same thing written in two ways gives the same text. */
  readonly value: string;
}

/** Parameters that say who shared a link, not what it leads to. */
const TRACKING =
  /^(utm_.*|fbclid|gclid|igsh(id)?|si|feature|ref|ref_src|_rdr|mibextid|share_.*|sfnsn|_t|_r|is_from_webapp|sender_device|tt_from)$/i;

/**
 * The canonical form of a web address: https, lower-case host without `www.` or `m.`, no fragment, no tracking
 * parameters, the rest sorted, no slash at the end. A missing scheme is read as https.
 * @returns undefined where it is no address of the web (`javascript:`, `data:`, no dot in the host, a password in it)
 */
export function normaliseLink(written: string): string | undefined {
  const text = written.trim().normalize('NFC');
  if (text === '' || text.length > 2_048 || /\s/.test(text)) return undefined;
  const withScheme =
    /^[a-z][a-z0-9+.-]*:/i.test(text) && !/^[^/?#]*:\d+([/?#]|$)/.test(text)
      ? text
      : `https://${text.replace(/^\/\//, '')}`;
  let url: URL;
  try {
    url = new URL(withScheme);
  } catch {
    return undefined;
  }
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return undefined;
  if (url.username || url.password) return undefined;
  const host = url.hostname.replace(/\.$/, '').replace(/^(www|m|mobile|web|mbasic)\.(?=[^.]+\.[^.]+)/, '');
  if (!/^[a-z0-9-]+(\.[a-z0-9-]+)+$/.test(host)) return undefined;
  const query = [...url.searchParams]
    .filter(([name]) => !TRACKING.test(name))
    .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  const search = query.length === 0 ? '' : `?${new URLSearchParams(query)}`;
  const port = url.port === '' ? '' : `:${url.port}`;
  return `https://${host}${port}${url.pathname.replace(/\/+$/, '')}${search}`;
}

/**
 * An account's handle: lower case, compatibility form, without `@`. Vietnamese display names stay as they are written.
 * @returns undefined where nothing is left of it
 */
export function normaliseAccount(written: string): string | undefined {
  const handle = written.normalize('NFKC').trim().replace(/^@+/, '').replaceAll(/\s+/g, ' ').toLowerCase();
  return handle === '' || handle.length > 200 ? undefined : handle;
}

/** The profile page of these services names the account, so a link and a handle of the same person meet. */
const PROFILES: Readonly<Record<string, { readonly place: OnlinePlace; readonly path: RegExp }>> = {
  'facebook.com': { place: 'FACEBOOK', path: /^\/([a-z0-9.]{3,60})$/i },
  'tiktok.com': { place: 'TIKTOK', path: /^\/@([\w.]{2,40})(?:\/|$)/ },
  'instagram.com': { place: 'INSTAGRAM', path: /^\/([\w.]{2,40})$/ },
  'youtube.com': { place: 'YOUTUBE', path: /^\/@([\w.-]{3,40})(?:\/|$)/ },
  't.me': { place: 'TELEGRAM', path: /^\/(\w{4,40})$/ },
};
/** First path segments that are no person. */
const PAGES = new Set([
  'watch',
  'groups',
  'login',
  'help',
  'reel',
  'reels',
  'explore',
  'share',
  'events',
  'profile.php',
  'story.php',
  'marketplace',
  'gaming',
]);

/** The account that a canonical link leads to, where its address says so. */
export function accountOfLink(canonical: string): Locator | undefined {
  const url = new URL(canonical);
  const profile = PROFILES[url.hostname];
  const handle = profile?.path.exec(url.pathname)?.[1]?.toLowerCase();
  if (!profile || handle === undefined || PAGES.has(handle)) return undefined;
  return accountLocator(profile.place, handle);
}

/** Messenger shows the names of Facebook: one account, two windows. */
export function accountLocator(place: OnlinePlace, handle: string): Locator {
  return { kind: 'ACCOUNT', value: `${place === 'MESSENGER' ? 'FACEBOOK' : place}|${handle}` };
}
