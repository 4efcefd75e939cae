/** What a page says without its being shown: no script runs, nothing is fetched. Pure. */
import { plain } from './page-markers.ts';

export interface Page {
  /** What a reader would see, written plainly. */
  readonly text: string;
  /** Title and headings, written plainly. */
  readonly headings: string;
  /** As it was sent, in small letters. */
  readonly source: string;
  /** Where a `meta refresh` leads. */
  readonly refresh: string | null;
  readonly scripted: boolean;
  readonly asksPassword: boolean;
  /** Addresses of films, sounds and the picture that the page shows of itself. */
  readonly media: readonly string[];
}

/** Elements whose content nobody reads. */
const UNSEEN = new Set(['script', 'style', 'template', 'svg', 'noscript', 'iframe']);
const HEADINGS = new Set(['title', 'h1', 'h2']);
const MEDIA_NAMES = new Set([
  'og:video',
  'og:video:url',
  'og:video:secure_url',
  'og:image',
  'og:image:url',
  'twitter:image',
  'twitter:player:stream',
  'og:audio',
]);
const TAG_MOST = 4_096;
const MEDIA_MOST = 20;

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' };
const decoded = (text: string): string =>
  text.replace(/&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|([a-z]{2,5}));/gi, (whole, hex, digits, name) => {
    if (name) return ENTITIES[String(name).toLowerCase()] ?? whole;
    const point = hex ? Number.parseInt(hex, 16) : Number(digits);
    return point > 0 && point <= 0x10_ff_ff ? String.fromCodePoint(point) : whole;
  });

/** Reads HTML in one pass: each sign is looked at once, however the tags are broken. */
export function readPage(bytes: Uint8Array, contentType: string): Page {
  const html = decode(bytes, contentType);
  const low = html.toLowerCase();
  const text: string[] = [];
  const headings: string[] = [];
  const media: string[] = [];
  let refresh: string | null = null;
  let scripted = false;
  let asksPassword = false;
  let open: string | undefined;
  let at = 0;
  while (at < html.length) {
    const tag = low.indexOf('<', at);
    const until = tag < 0 ? html.length : tag;
    if (until > at) {
      const piece = html.slice(at, until);
      text.push(piece);
      if (open) headings.push(piece);
    }
    if (tag < 0) break;
    if (low.startsWith('<!--', tag)) {
      const end = low.indexOf('-->', tag + 4);
      at = end < 0 ? html.length : end + 3;
      continue;
    }
    const end = low.indexOf('>', tag);
    if (end < 0) break;
    const name = /^<(\/?[a-z][a-z0-9]*)/.exec(low.slice(tag, tag + 24))?.[1];
    at = end + 1;
    text.push(' ');
    if (name === undefined) continue;
    const attributes = html.slice(tag, Math.min(end, tag + TAG_MOST));
    if (HEADINGS.has(name)) open = name;
    else if (open && name === `/${open}`) {
      open = undefined;
      headings.push(' ');
    }
    if (name === 'script') scripted = true;
    if (name === 'input' && /type\s*=\s*["']?password/i.test(attributes)) asksPassword = true;
    if (name === 'meta') {
      const content = attribute(attributes, 'content');
      if (/http-equiv\s*=\s*["']?refresh/i.test(attributes)) refresh ??= refreshTo(content);
      const called = (attribute(attributes, 'property') ?? attribute(attributes, 'name'))?.toLowerCase();
      if (called && content && MEDIA_NAMES.has(called) && media.length < MEDIA_MOST) media.push(decoded(content));
    }
    if (name === 'video' || name === 'audio' || name === 'source') {
      const source = attribute(attributes, 'src');
      if (source && media.length < MEDIA_MOST) media.push(decoded(source));
    }
    if (UNSEEN.has(name)) {
      const close = low.indexOf(`</${name}`, at);
      if (close < 0) break;
      const over = low.indexOf('>', close);
      at = over < 0 ? html.length : over + 1;
    }
  }
  return {
    text: plain(decoded(text.join(''))),
    headings: plain(decoded(headings.join(''))),
    source: low,
    refresh,
    scripted,
    asksPassword,
    media: [...new Set(media)],
  };
}

function attribute(tag: string, name: string): string | null {
  const found = new RegExp(`\\s${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)'|([^\\s"'>]+))`, 'i').exec(tag);
  return found ? (found[1] ?? found[2] ?? found[3] ?? null) : null;
}

const refreshTo = (content: string | null): string => /url\s*=\s*['"]?([^'"]+)/i.exec(content ?? '')?.[1]?.trim() ?? '';

function decode(bytes: Uint8Array, contentType: string): string {
  const beginning = Buffer.from(bytes.subarray(0, 1_024)).toString('latin1');
  const label =
    /charset\s*=\s*["']?([\w-]+)/i.exec(contentType)?.[1] ??
    /charset\s*=\s*["']?([\w-]+)/i.exec(beginning)?.[1] ??
    'utf-8';
  try {
    return new TextDecoder(label).decode(bytes);
  } catch {
    return new TextDecoder('utf-8').decode(bytes);
  }
}
