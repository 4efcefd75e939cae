import { isIPv4 } from 'node:net';
import { hashExpression } from '../locators/expressions.ts';
import { type BlockKind, isDomainName } from './block-entry.ts';

/** One line of a list: what is blocked, and the public code that explains it. */
export interface ListedEntry {
  readonly kind: BlockKind;
  readonly value: string;
  readonly code: string;
}

/** How a zone answers for a blocked name: with the stop page's name, or as if there were none. */
export interface ZoneAnswer {
  /** Name of the stop page with its dot at the end; null: NXDOMAIN. */
  readonly stopPage: string | null;
}

/** The names of the two zones. `delta` is asked first and lets pass what `base` would still block. */
export const ZONES = { delta: 'delta.rpz.lachan', base: 'base.rpz.lachan' } as const;
export type ZoneName = keyof typeof ZONES;

/** Seconds for which a resolver's answer is kept: a longer one keeps a block that was taken away. */
export const ZONE_TTL = 30;
/** Octets of an owner name with its zone on the wire (RFC 1035): a longer one is refused by every server, and the zone with it. */
const NAME_OCTETS = 255;

const wireLength = (name: string) => name.length + 2;

/** What could not become a line: told, and the zone stands without it. */
export interface RefusedLine {
  readonly value: string;
  readonly code: string;
}

/**
 * The records of a zone for entries, without its head. A domain is two records, its apex and everything below; a host one. Pages are in
 * no zone. What is no name, or too long with the zone, is refused by itself: one bad line would take the whole zone down.
 */
export function zoneRecords(
  zone: ZoneName,
  entries: Iterable<ListedEntry>,
  { stopPage }: ZoneAnswer,
  passed: Iterable<ListedEntry> = [],
): { readonly lines: string[]; readonly refused: RefusedLine[] } {
  const lines: string[] = [];
  const refused: RefusedLine[] = [];
  // The root's octet is counted in both.
  const longest = NAME_OCTETS - wireLength(ZONES[zone]) + 1;
  const add = (of: Iterable<ListedEntry>, answer: string) => {
    for (const { kind, value, code } of of) {
      if (kind === 'URL') continue;
      const owner = kind === 'IP' ? addressOwner(value) : isDomainName(value) ? value : null;
      if (owner === null || wireLength(owner) + (kind === 'DOMAIN' ? 2 : 0) > longest) {
        refused.push({ value, code });
        continue;
      }
      lines.push(`${owner} CNAME ${answer}`);
      if (kind === 'DOMAIN') lines.push(`*.${owner} CNAME ${answer}`);
    }
  };
  // What passes stands first, so that a name that is both is seen by who reads the file.
  add(passed, 'rpz-passthru.');
  add(entries, stopPage ?? '.');
  return { lines, refused };
}

/** `32.9.113.0.203.rpz-ip`: the length of the prefix and the address backwards. */
function addressOwner(address: string): string | null {
  if (isIPv4(address)) return `32.${address.split('.').reverse().join('.')}.rpz-ip`;
  if (!URL.canParse(`http://[${address}]/`)) return null;
  const groups = new URL(`http://[${address}]/`).hostname.slice(1, -1).replace('::', ':zz:').split(':').filter(Boolean);
  return `128.${groups.reverse().join('.')}.rpz-ip`;
}

/** The head of a zone: its serial is the version, so that a server sees that it is new. */
export function zoneHead(serial: number): string {
  return `$TTL ${ZONE_TTL}\n@ SOA localhost. hostmaster.localhost. ${serial} 30 15 604800 ${ZONE_TTL}\n@ NS localhost.\n`;
}

/** The address by which a canary name is answered, of a range that nobody has (RFC 5737): it shows that the zone is in force. */
export const CANARY_ADDRESS = '192.0.2.111';

/** A whole zone file. */
export const zoneFile = (serial: number, lines: readonly string[]): string =>
  lines.length === 0 ? zoneHead(serial) : `${zoneHead(serial)}${lines.join('\n')}\n`;

/** One page a line, as a proxy compares it; names too, with a slash at the end. */
export const urlList = (entries: Iterable<ListedEntry>): string =>
  textList(entries, ({ kind, value }) => (kind === 'URL' ? value : kind === 'IP' ? null : `${value}/`));
/** One name a line, without those of pages. */
export const domainList = (entries: Iterable<ListedEntry>): string =>
  textList(entries, ({ kind, value }) => (kind === 'URL' || kind === 'IP' ? null : value));

function textList(entries: Iterable<ListedEntry>, line: (entry: ListedEntry) => string | null): string {
  const lines: string[] = [];
  for (const entry of entries) {
    const text = line(entry);
    if (text !== null) lines.push(text);
  }
  return lines.length === 0 ? '' : `${lines.join('\n')}\n`;
}

/** Everything with its kind and the public code, for programs. */
export const jsonList = (version: number, issued: Date, entries: Iterable<ListedEntry>): string =>
  `{"version":${version},"issued":"${issued.toISOString()}","entries":[${[...entries]
    .map(({ kind, value, code }) => JSON.stringify({ kind, value, code }))
    .join(',\n')}]}\n`;

/** Bytes of a hash and of its prefix. */
export const HASH = 32;
export const PREFIX = 4;

/** Full hashes, sorted, one after the other: what a look-up answers from. */
export function sortedHashes(entries: Iterable<ListedEntry>): Buffer {
  const hashes: Buffer[] = [];
  for (const { kind, value } of entries) if (kind !== 'IP') hashes.push(hashOf(kind, value));
  hashes.sort(Buffer.compare);
  return Buffer.concat(hashes);
}

export const hashOf = (kind: BlockKind, value: string): Buffer => hashExpression(kind === 'URL' ? value : `${value}/`);

/** The first four bytes of each hash, sorted, each once: what schools, browsers and routers keep. */
export function prefixesOf(hashes: Buffer): Buffer {
  const prefixes = Buffer.allocUnsafe((hashes.length / HASH) * PREFIX);
  let length = 0;
  for (let at = 0; at < hashes.length; at += HASH) {
    const prefix = hashes.readUInt32BE(at);
    if (length > 0 && prefixes.readUInt32BE(length - PREFIX) === prefix) continue;
    prefixes.writeUInt32BE(prefix, length);
    length += PREFIX;
  }
  return prefixes.subarray(0, length);
}

/** Every full hash that begins with a prefix: the server learns four bytes of what was asked for. */
export function hashesWith(hashes: Buffer, prefix: number): Buffer[] {
  let low = 0;
  let high = hashes.length / HASH;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (hashes.readUInt32BE(middle * HASH) < prefix) low = middle + 1;
    else high = middle;
  }
  const found: Buffer[] = [];
  for (let at = low * HASH; at < hashes.length && hashes.readUInt32BE(at) === prefix; at += HASH)
    found.push(hashes.subarray(at, at + HASH));
  return found;
}
