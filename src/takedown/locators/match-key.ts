import { getDomain } from 'tldts';
import { type CanonicalUrl, readUrl, type UrlFault } from './canonical-url.ts';
import sharedHosts from './shared-hosts.json' with { type: 'json' };
import urlRules from './url-rules.json' with { type: 'json' };

/** A host on which many people publish, each below it (`SUBDOMAIN`) or on a path of it (`PATH`). */
export interface SharedHost {
  readonly domain: string;
  readonly tenant: 'SUBDOMAIN' | 'PATH';
  readonly kind: string;
}

/** What a page is known by, whatever its address was written like. */
export interface MatchKey {
  /** The same text for every address of the same page: `youtube.com/watch?v=…`. No scheme, no port. */
  readonly key: string;
  readonly url: CanonicalUrl;
  /** What somebody registered, by the public section of the Public Suffix List alone; null for an address of numbers or a bare name. */
  readonly registrableDomain: string | null;
  /** Who stands on the host beside the page; null where the host is one publisher's. */
  readonly sharedHost: SharedHost | null;
}

export type ReadMatchKey =
  | { readonly ok: true; readonly matchKey: MatchKey }
  | { readonly ok: false; readonly fault: UrlFault };

interface Shape {
  readonly host?: string;
  readonly path: RegExp;
  readonly parameters: readonly string[];
  readonly fold: boolean;
  readonly without: string | undefined;
  readonly key: string;
}

interface KnownHost {
  readonly registrableDomain: string | null;
  readonly sharedHost: SharedHost | null;
  /** What the key begins with. */
  readonly name: string;
  readonly shapes: readonly Shape[];
}

const SHARED = new Map(sharedHosts.hosts.map((row) => [row.domain, row as SharedHost]));
const EXACT_TRACKING = new Set(urlRules.tracking_parameters.filter((name) => !name.endsWith('*')));
const BEGIN_OF_TRACKING = urlRules.tracking_parameters
  .filter((name) => name.endsWith('*'))
  .map((name) => name.slice(0, -1));
const RULES = new Map<string, { readonly domain: string; readonly shapes: readonly Shape[] }>();
for (const rule of urlRules.domains as readonly {
  domain: string;
  aliases: string[];
  shapes: { host?: string; path: string; parameters?: string[]; fold?: boolean; without?: string; key: string }[];
}[]) {
  const shapes = rule.shapes.map(({ path, parameters = [], fold = false, without, key, host }) => ({
    path: new RegExp(path),
    parameters,
    fold,
    without,
    key,
    ...(host === undefined ? {} : { host }),
  }));
  for (const domain of [rule.domain, ...rule.aliases]) RULES.set(domain, { domain: rule.domain, shapes });
}

/** The entry of the shared hosts for a host or for one that it stands below, the nearest first. */
export function findSharedHost(host: string): SharedHost | null {
  for (let at = 0; at >= 0; at = host.indexOf('.', at) + 1 || -1) {
    const row = SHARED.get(at === 0 ? host : host.slice(at));
    if (row !== undefined) return row;
  }
  return null;
}

/** What somebody registered of a name, by the public section of the Public Suffix List. */
export function registrableDomain(host: string): string | null {
  return getDomain(host, { allowPrivateDomains: false, extractHostname: false, validateHostname: false });
}

/** The latest hosts that were asked for: pages come in bundles of a site. */
const known = new Map<string, KnownHost>();
const KNOWN_AT_MOST = 20_000;

function knownHost(url: CanonicalUrl): KnownHost {
  const before = known.get(url.host);
  if (before !== undefined) return before;
  const registrable = url.hostKind === 'name' ? registrableDomain(url.host) : null;
  const rule = registrable === null ? undefined : RULES.get(registrable);
  const found: KnownHost = {
    registrableDomain: registrable,
    sharedHost: url.hostKind === 'name' ? findSharedHost(url.host) : null,
    name:
      url.host.startsWith('www.') && url.host.length - 4 >= (registrable?.length ?? 255) ? url.host.slice(4) : url.host,
    shapes:
      rule === undefined ? [] : rule.shapes.filter((shape) => shape.host === undefined || shape.host === url.host),
  };
  if (known.size >= KNOWN_AT_MOST) known.clear();
  known.set(url.host, found);
  return found;
}

/**
 * The key of a page. A service that writes one page in several ways has rules (`url-rules.json`); elsewhere the host without `www.`, the
 * path without its last slash, and the parameters in their order but those that only tell from where somebody came.
 */
export function readMatchKey(input: string | Uint8Array): ReadMatchKey {
  const read = readUrl(input);
  if (!read.ok) return read;
  const { url } = read;
  const host = knownHost(url);
  const path = url.path.length > 1 && url.path.endsWith('/') ? url.path.slice(0, -1) : url.path;
  const key = keyByRule(host, path, url) ?? `${host.name}${path}${keptQuery(url.query)}`;
  return { ok: true, matchKey: { key, url, registrableDomain: host.registrableDomain, sharedHost: host.sharedHost } };
}

function keyByRule(host: KnownHost, path: string, url: CanonicalUrl): string | null {
  for (const shape of host.shapes) {
    const found = shape.path.exec(path);
    if (found === null) continue;
    const values = new Map<string, string>();
    for (const name of shape.parameters) {
      const value = parameter(url.query, name);
      if (value === null || value === '') break;
      values.set(name, value);
    }
    if (values.size < shape.parameters.length) continue;
    const of = RULES.get(host.registrableDomain as string)?.domain;
    return `${of}${shape.key.replace(/\$(\w+)/g, (_, name: string) => {
      const value = /^\d$/.test(name) ? (found[Number(name)] ?? '') : (values.get(name) ?? '');
      const folded = shape.fold ? value.toLowerCase() : value;
      return shape.without === undefined ? folded : folded.replaceAll(shape.without, '');
    })}`;
  }
  return null;
}

function parameter(query: string | null, name: string): string | null {
  for (const pair of query?.split('&') ?? []) if (pair.startsWith(`${name}=`)) return pair.slice(name.length + 1);
  return null;
}

function keptQuery(query: string | null): string {
  if (query === null || query === '') return '';
  const kept = query.split('&').filter((pair) => {
    if (pair === '') return false;
    const mark = pair.indexOf('=');
    const name = mark < 0 ? pair : pair.slice(0, mark);
    return !EXACT_TRACKING.has(name) && !BEGIN_OF_TRACKING.some((begin) => name.startsWith(begin));
  });
  return kept.length === 0 ? '' : `?${kept.join('&')}`;
}
