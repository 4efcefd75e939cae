import { domainToASCII } from 'node:url';

/** Why an address cannot be read: nothing was written, it is longer than 8,192 bytes, not of the web, without a host, or with one no browser opens. */
export type UrlFault = 'EMPTY' | 'TOO_LONG' | 'NOT_WEB' | 'NO_HOST' | 'BAD_HOST' | 'BAD_PORT';

/** A web address in the one form in which two spellings of it are equal. */
export interface CanonicalUrl {
  /** ASCII: scheme, host, path and query; without port, credentials and fragment. */
  readonly href: string;
  readonly scheme: 'http' | 'https';
  /** ASCII, lower case, A-labels for an international name, escaped where bytes are no name, `[…]` around IPv6. */
  readonly host: string;
  readonly hostKind: 'name' | 'ipv4' | 'ipv6';
  /** Begins with `/`, without the query. */
  readonly path: string;
  /** What stands after the first `?`; null without one, empty for a bare `?`. */
  readonly query: string | null;
  /** Written in the address and not part of `href`. */
  readonly port: number | null;
  /** A name or a password stood before the host and was dropped: `https://bank.example@evil.example/` is told to who reads it. */
  readonly hadCredentials: boolean;
}

export type ReadUrl =
  | { readonly ok: true; readonly url: CanonicalUrl }
  | { readonly ok: false; readonly fault: UrlFault };

const LONGEST = 8_192;
/** What is already canonical: a plain name, a path without escapes, double slashes or dots at the begin of a part. */
const PLAIN = /^(https?):\/\/((?:[a-z0-9_-]{1,63}\.)+[a-z][a-z0-9-]{0,62})((?:\/(?![/.])[!$&-.0-9:-[\]-~]*)+)$/;
const fault = (of: UrlFault): ReadUrl => ({ ok: false, fault: of });

/**
 * Reads a web address as Safe Browsing v4 canonicalises it ("URLs and Hashing", all its vectors are the test), on bytes: tabs and line
 * ends out, fragment off, percent-escapes undone until none is left, numeric hosts in four decimals, dots and slashes cleaned. What that
 * text leaves open is done as browsers do: a backslash is a slash, an international name is an A-label (UTS 46), slashes after the scheme
 * may be missing or more than two. The port and credentials are not part of the form and are told beside it.
 */
export function readUrl(input: string | Uint8Array): ReadUrl {
  if (typeof input === 'string' && input.length <= LONGEST) {
    const plain = readPlain(input);
    if (plain !== null) return plain;
  }
  if (input.length > LONGEST) return fault('TOO_LONG');
  const raw = trimmed(typeof input === 'string' ? Buffer.from(refang(input)) : Buffer.from(input));
  if (raw.length === 0) return fault('EMPTY');
  if (raw.length > LONGEST) return fault('TOO_LONG');
  const text = raw.toString('latin1');

  let scheme: 'http' | 'https' = 'http';
  let at = 0;
  const named =
    /^([a-z][a-z0-9+.-]*):(?!\d)/i.exec(text) ?? /^(javascript|data|mailto|tel|sms|blob|file|about|ftp):/i.exec(text);
  if (named !== null) {
    const name = (named[1] as string).toLowerCase();
    if (name !== 'http' && name !== 'https') return fault('NOT_WEB');
    scheme = name;
    at = named[0].length;
  } else if (/^https?:/i.test(text)) {
    scheme = text[4]?.toLowerCase() === 's' ? 'https' : 'http';
    at = text.indexOf(':') + 1;
  }
  while (text[at] === '/' || text[at] === '\\') at++;

  const hash = text.indexOf('#', at);
  const rest = hash < 0 ? text.slice(at) : text.slice(at, hash);
  const end = rest.search(/[/\\?]/);
  let authority = end < 0 ? rest : rest.slice(0, end);
  const credentials = authority.lastIndexOf('@');
  if (credentials >= 0) authority = authority.slice(credentials + 1);
  const withPort = /^(\[[^\]]*\]|[^:]*):([^\]]*)$/.exec(authority);
  let port: number | null = null;
  if (withPort !== null) {
    if (!/^\d{0,5}$/.test(withPort[2] as string) || Number(withPort[2]) > 65_535) return fault('BAD_PORT');
    authority = withPort[1] as string;
    if (withPort[2] !== '') port = Number(withPort[2]);
  }

  const host = readHost(unescapeFully(authority));
  if (host === null) return fault('BAD_HOST');
  if (host.name === '') return fault('NO_HOST');
  const pathAndQuery = unescapeFully(end < 0 ? '' : rest.slice(end));
  const mark = pathAndQuery.indexOf('?');
  const path = escaped(cleanPath(mark < 0 ? pathAndQuery : pathAndQuery.slice(0, mark)));
  const query = mark < 0 ? null : escaped(pathAndQuery.slice(mark + 1));
  return {
    ok: true,
    url: {
      href: `${scheme}://${host.name}${path}${query === null ? '' : `?${query}`}`,
      scheme,
      host: host.name,
      hostKind: host.kind,
      path,
      query,
      port,
      hadCredentials: credentials >= 0,
    },
  };
}

function readPlain(input: string): ReadUrl | null {
  const mark = input.indexOf('?');
  if (mark >= 0 && !/^[!"$&-~]*$/.test(input.slice(mark + 1))) return null;
  const plain = PLAIN.exec(mark < 0 ? input : input.slice(0, mark));
  if (plain === null) return null;
  return {
    ok: true,
    url: {
      href: input,
      scheme: plain[1] as 'http' | 'https',
      host: plain[2] as string,
      hostKind: 'name',
      path: plain[3] as string,
      query: mark < 0 ? null : input.slice(mark + 1),
      port: null,
      hadCredentials: false,
    },
  };
}

/** Blank bytes at both ends off, tabs and line ends out wherever they stand. */
function trimmed(bytes: Buffer): Buffer {
  let from = 0;
  let to = bytes.length;
  while (from < to && (bytes[from] as number) <= 0x20) from++;
  while (to > from && (bytes[to - 1] as number) <= 0x20) to--;
  const kept = Buffer.allocUnsafe(to - from);
  let length = 0;
  for (let at = from; at < to; at++) {
    const byte = bytes[at] as number;
    if (byte !== 9 && byte !== 10 && byte !== 13) kept[length++] = byte;
  }
  return kept.subarray(0, length);
}

const hexValue = (byte: number) =>
  byte >= 48 && byte <= 57
    ? byte - 48
    : byte >= 65 && byte <= 70
      ? byte - 55
      : byte >= 97 && byte <= 102
        ? byte - 87
        : -1;

/**
 * Percent-escapes undone until none is left, in one pass: an escape is complete when its last byte is written, and what it gives may
 * complete the one before. `%25` written a thousand times costs no more than any other text.
 */
function unescapeFully(latin1: string): string {
  if (!latin1.includes('%')) return latin1;
  const out = Buffer.allocUnsafe(latin1.length);
  let length = 0;
  for (let at = 0; at < latin1.length; at++) {
    out[length++] = latin1.charCodeAt(at);
    while (length >= 3 && out[length - 3] === 0x25) {
      const high = hexValue(out[length - 2] as number);
      const low = hexValue(out[length - 1] as number);
      if (high < 0 || low < 0) break;
      length -= 2;
      out[length - 1] = high * 16 + low;
    }
  }
  return out.toString('latin1', 0, length);
}

/** Bytes up to space, from DEL on, `#` and `%`, as Safe Browsing escapes them. */
function escaped(latin1: string): string {
  if (/^[!"$&-~]*$/.test(latin1)) return latin1;
  return latin1.replace(
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these bytes are what is escaped
    /[\x00-\x20\x7f-\xff#%]/g,
    (byte) => `%${byte.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`,
  );
}

function cleanPath(path: string): string {
  const parts: string[] = [];
  const written = path.replaceAll('\\', '/').split('/');
  for (const [at, part] of written.entries()) {
    const last = at === written.length - 1;
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') {
      parts.push(last ? part : `${part}/`);
    }
  }
  return `/${parts.join('')}`;
}

function readHost(latin1: string): { readonly name: string; readonly kind: CanonicalUrl['hostKind'] } | null {
  if (latin1.startsWith('[')) return readIpv6(latin1);
  if (/[/\\?@:[\]<>^|]/.test(latin1)) return null;
  let name = latin1;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: all that is not ASCII
  if (/[^\x00-\x7f]/.test(name)) {
    const text = Buffer.from(name, 'latin1').toString('utf8');
    const ascii = text.includes('\ufffd') ? '' : domainToASCII(text);
    if (ascii !== '') name = ascii;
  }
  name = name
    .replace(/^\.+|\.+$/g, '')
    .replace(/\.{2,}/g, '.')
    .replace(/[A-Z]/g, (letter) => letter.toLowerCase());
  const ipv4 = readIpv4(name);
  if (ipv4 !== null) return { name: ipv4, kind: 'ipv4' };
  const written = escaped(name);
  return written.length > 253 ? null : { name: written, kind: 'name' };
}

/** An IPv4 address in any form that `inet_aton` reads: one to four parts, decimal, octal or hexadecimal. */
function readIpv4(name: string): string | null {
  const parts = name.split('.');
  if (parts.length > 4) return null;
  let value = 0;
  for (const [at, part] of parts.entries()) {
    let number: number;
    if (/^0x[0-9a-f]*$/.test(part)) number = part.length > 10 ? Number.NaN : Number.parseInt(part.slice(2) || '0', 16);
    else if (/^0[0-7]*$/.test(part)) number = Number.parseInt(part, 8);
    else if (/^[1-9]\d{0,9}$/.test(part)) number = Number(part);
    else return null;
    const room = at === parts.length - 1 ? 256 ** (5 - parts.length) : 256;
    if (!(number < room)) return null;
    value = value * room + number;
  }
  return [24, 16, 8, 0].map((shift) => Math.floor(value / 2 ** shift) % 256).join('.');
}

function readIpv6(latin1: string): { readonly name: string; readonly kind: 'ipv4' | 'ipv6' } | null {
  if (!URL.canParse(`http://${latin1}/`)) return null;
  const name = new URL(`http://${latin1}/`).hostname;
  const four = /^\[(?:::ffff:|64:ff9b::)([0-9a-f]{1,4}):([0-9a-f]{1,4})\]$/.exec(name);
  if (four === null) return { name, kind: 'ipv6' };
  const [high, low] = [Number.parseInt(four[1] as string, 16), Number.parseInt(four[2] as string, 16)];
  return { name: `${high >> 8}.${high & 255}.${low >> 8}.${low & 255}`, kind: 'ipv4' };
}

const WRITTEN_DEAD = /^\s*(?:h(?:xx|tt)ps?\s*\[:\]|hxxps?\s*:)\/\//i;

/**
 * Makes an address that was written so that nobody clicks it (`hxxps[:]//evil[.]example`) an address again. Of one that begins as any
 * other the host alone is read so: a path may hold brackets of its own.
 */
export function refang(text: string): string {
  if (!text.includes('[') && !WRITTEN_DEAD.test(text)) return text;
  const dots = (part: string) => part.replace(/\[(?:\.|dot)\]/gi, '.');
  if (WRITTEN_DEAD.test(text))
    return dots(text.replace(/^(\s*)h(?:xx|tt)p(s?)\s*\[?:\]?\/\//i, '$1http$2://').replace(/\[:\]/g, ':'));
  const host = /^\s*(?:[a-z][a-z0-9+.-]*:)?[/\\]*[^/\\?#]*/i.exec(text)?.[0] ?? '';
  return dots(host) + text.slice(host.length);
}

/** An address that leaves in mail or on paper: no reader's program makes a link of it. */
export function defang(url: string): string {
  const parts = /^http(s?):\/\/([^/?#]*)(.*)$/s.exec(url);
  if (parts === null) return url.replaceAll('.', '[.]');
  return `hxxp${parts[1]}[:]//${(parts[2] as string).replaceAll('.', '[.]')}${parts[3]}`;
}

/** What a person reads: the address as a browser shows it, port, query and fragment kept, credentials dropped; null where a browser opens none. */
export function displayUrl(input: string): string | null {
  const read = readUrl(input);
  if (!read.ok) return null;
  const text = refang(input).trim();
  const written = /^https?:/i.test(text) ? text : `http://${text.replace(/^[/\\]+/, '')}`;
  if (!URL.canParse(written)) return null;
  const url = new URL(written);
  url.username = '';
  url.password = '';
  return url.href;
}
