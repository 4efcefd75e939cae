/** What one answer of a server says of an address. Pure. */
import { readMatchKey } from '../locators/match-key.ts';
import type { LookReason, Verdict } from './look.ts';
import { holdsPuzzle, leadsToLogin, saysNotThere, saysWall, type WallKind } from './page-markers.ts';
import type { Page } from './read-page.ts';

/** One answer, or why there was none. */
export type Sight = { readonly failed: LookReason } | Seen;
export interface Seen {
  readonly status: number;
  /** Where the answer came from after redirects. */
  readonly url: string;
  /** Bytes read of its body. */
  readonly bytes: number;
  /** The body came to its end. */
  readonly whole: boolean;
  /** A picture, film or sound: only its beginning was read. */
  readonly media: boolean;
  /** Keyed digest of what a reader would see, or of the beginning of a medium; null where nothing came. */
  readonly mark: Buffer | null;
  /** What the page says; null where it is no page. */
  readonly page: Page | null;
}

const GONE = [404, 410, 451];
const WALL = [401, 402, 403, 407];
/** A page of more words than this shows something; below, it may be nothing but a sentence. */
const SHORT = 1_500;
const NOTHING = 40;

/** @param known the mark of the first look that found it; null where none has */
export function judgeAnswer(address: string, sight: Sight, known: Buffer | null): Verdict {
  if ('failed' in sight) return { outcome: 'UNREACHABLE', reason: sight.failed };
  const { status, media, mark, page, whole, bytes } = sight;
  const same = known !== null && mark !== null && known.equals(mark);
  if (WALL.includes(status)) return { outcome: 'RESTRICTED', reason: wallOf(sight) ?? 'status' };
  if (GONE.includes(status)) {
    if (same && bytes > 0) return { outcome: 'PRESENT', reason: 'same-under-404' };
    if (media) return { outcome: 'CHANGED', reason: 'media-under-404' };
    if (!whole) return { outcome: 'UNREACHABLE', reason: 'not-whole' };
    const wall = wallOf(sight);
    if (wall) return { outcome: 'RESTRICTED', reason: wall };
    // Gone at another site is not gone here: whoever leads us astray decides where.
    return isElsewhere(address, sight.url)
      ? { outcome: 'CHANGED', reason: 'elsewhere' }
      : { outcome: 'GONE', reason: 'status' };
  }
  if (status < 200 || status > 299) return { outcome: 'UNREACHABLE', reason: 'status' };
  if (media) return seen(same, known);
  const wall = wallOf(sight);
  if (wall) return { outcome: 'RESTRICTED', reason: wall };
  if (isElsewhere(address, sight.url)) return { outcome: 'CHANGED', reason: 'elsewhere' };
  if (isHome(address, sight.url)) return { outcome: 'SOFT_404', reason: 'home-page' };
  if (page?.refresh && page.text.length < SHORT) return { outcome: 'CHANGED', reason: 'meta-refresh' };
  if (bytes === 0) return { outcome: 'CHANGED', reason: 'empty' };
  if (page && whole && (saysNotThere(page.headings) || (page.text.length < SHORT && saysNotThere(page.text))))
    return { outcome: 'SOFT_404', reason: 'page-says' };
  if (page && page.text.length < NOTHING && page.scripted) return { outcome: 'CHANGED', reason: 'script-only' };
  if (page && page.text.length === 0) return { outcome: 'CHANGED', reason: 'empty' };
  return seen(same, known);
}

const seen = (same: boolean, known: Buffer | null): Verdict =>
  known === null
    ? { outcome: 'PRESENT', reason: 'first' }
    : same
      ? { outcome: 'PRESENT', reason: 'same' }
      : { outcome: 'CHANGED', reason: 'not-same' };

function wallOf({ page, url }: Seen): WallKind | undefined {
  if (leadsToLogin(pathOf(url))) return 'login';
  if (!page) return undefined;
  const short = page.text.length < SHORT;
  const said = saysWall(page.headings) ?? (short ? saysWall(page.text) : undefined);
  if (said) return said;
  if (short && holdsPuzzle(page.source)) return 'captcha';
  return short && page.asksPassword ? 'login' : undefined;
}

const pathOf = (url: string): string => (URL.canParse(url) ? new URL(url).pathname : '');

/** Another site: neither the same name nor another name of the same service. */
function isElsewhere(from: string, to: string): boolean {
  const [one, other] = [readMatchKey(from), readMatchKey(to)];
  if (!one.ok || !other.ok) return true;
  if (one.matchKey.key === other.matchKey.key) return false;
  const site = ({ registrableDomain, url }: typeof one.matchKey) => registrableDomain ?? url.host;
  return site(one.matchKey) !== site(other.matchKey);
}

/** The first page of the same site, in whatever language, where something below it was asked for. */
function isHome(from: string, to: string): boolean {
  const home = (path: string) =>
    /^\/(?:[a-z]{2}(?:[-_][a-z]{2})?\/?|index\.\w{2,5}|home\/?|trang-chu\/?)?$/i.test(path);
  return !home(pathOf(from)) && home(pathOf(to));
}
