import { isIPv4 } from 'node:net';
import { digestOfExpression, hashExpression } from '../locators/expressions.ts';
import { type BlockKind, isDomainName } from './block-entry.ts';
import { CENSORED, type StructuredErrors } from './block-error.ts';

/** One line of a list: what is blocked, the public code that explains it, why, and by whom. */
export interface ListedEntry {
  readonly kind: BlockKind;
  readonly value: string;
  readonly code: string;
  /** Of `blockReason`. */
  readonly reason: string;
  readonly agency: string;
}

/** What a zone and the plain lists need of it. */
export type NamedEntry = Pick<ListedEntry, 'kind' | 'value' | 'code'>;

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
 * The records of a zone for entries, without its head, one after the other: a million names are never held as lines. A domain is two
 * records, its apex and everything below; a host one. Pages are in no zone. What is no name, or too long with the zone, is refused by
 * itself: one bad line would take the whole zone down.
 * @param refused is told of what could not become a line
 */
export function* zoneLines(
  zone: ZoneName,
  entries: Iterable<NamedEntry>,
  { stopPage }: ZoneAnswer,
  refused: (line: RefusedLine) => void,
  passed: Iterable<NamedEntry> = [],
): Generator<string, void, undefined> {
  // What passes stands first, so that a name that is both is seen by who reads the file.
  yield* linesOf(zone, passed, 'rpz-passthru.', refused);
  yield* linesOf(zone, entries, stopPage ?? '.', refused);
}

function* linesOf(
  zone: ZoneName,
  entries: Iterable<NamedEntry>,
  answer: string,
  refused: (line: RefusedLine) => void,
): Generator<string, void, undefined> {
  // The root's octet is counted in both.
  const longest = NAME_OCTETS - wireLength(ZONES[zone]) + 1;
  for (const { kind, value, code } of entries) {
    if (kind === 'URL') continue;
    const owner = kind === 'IP' ? addressOwner(value) : isDomainName(value) ? value : null;
    if (owner === null || wireLength(owner) + (kind === 'DOMAIN' ? 2 : 0) > longest) {
      refused({ value, code });
      continue;
    }
    yield `${owner} CNAME ${answer}`;
    if (kind === 'DOMAIN') yield `*.${owner} CNAME ${answer}`;
  }
}

/** The same as lists: for zones that are small. */
export function zoneRecords(
  zone: ZoneName,
  entries: Iterable<NamedEntry>,
  answer: ZoneAnswer,
  passed: Iterable<NamedEntry> = [],
): { readonly lines: string[]; readonly refused: RefusedLine[] } {
  const refused: RefusedLine[] = [];
  const lines = [...zoneLines(zone, entries, answer, (line) => refused.push(line), passed)];
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

/** Characters of a piece of a form, about: big enough that whoever hashes and packs it does so at once, small enough to be nothing. */
const PIECE = 1 << 16;

/** Lines as pieces of text, each line ended. */
function* pieces(lines: Iterable<string>, head = ''): Generator<string, void, undefined> {
  let piece = head;
  for (const line of lines) {
    piece += line;
    piece += '\n';
    if (piece.length >= PIECE) {
      yield piece;
      piece = '';
    }
  }
  if (piece !== '') yield piece;
}

/** A whole zone file, in pieces. */
export const zonePieces = (serial: number, lines: Iterable<string>): Generator<string> =>
  pieces(lines, zoneHead(serial));
/** A whole zone file. */
export const zoneFile = (serial: number, lines: Iterable<string>): string => [...zonePieces(serial, lines)].join('');

/** One page a line, as a proxy compares it; names too, with a slash at the end. */
export const urlList = (entries: Iterable<NamedEntry>): Generator<string> =>
  pieces(written(entries, ({ kind, value }) => (kind === 'URL' ? value : kind === 'IP' ? null : `${value}/`)));
/** One name a line, without those of pages. */
export const domainList = (entries: Iterable<NamedEntry>): Generator<string> =>
  pieces(written(entries, ({ kind, value }) => (kind === 'URL' || kind === 'IP' ? null : value)));

function* written(
  entries: Iterable<NamedEntry>,
  line: (entry: NamedEntry) => string | null,
): Generator<string, void, undefined> {
  for (const entry of entries) {
    const text = line(entry);
    if (text !== null) yield text;
  }
}

/**
 * Everything with its kind, the public code and the number of what a resolver may say of it (`block-error.ts`), for programs: one entry a
 * line, and behind them all that is said, by those numbers.
 */
export function jsonList(
  version: number,
  issued: Date,
  entries: Iterable<ListedEntry>,
  errors: StructuredErrors,
): Generator<string> {
  return pieces(jsonLines(version, issued, entries, errors));
}

function* jsonLines(
  version: number,
  issued: Date,
  entries: Iterable<ListedEntry>,
  errors: StructuredErrors,
): Generator<string, void, undefined> {
  yield `{"version":${version},"issued":"${issued.toISOString()}","ede":${CENSORED},"entries":[`;
  let last: string | undefined;
  for (const entry of entries) {
    if (last !== undefined) yield `${last},`;
    last = entryJson(entry, errors);
  }
  if (last !== undefined) yield last;
  yield `],"errors":${errors.json}}`;
}

/** One entry as JSON: what it is, and under which number stands what a resolver may say of it. */
export const entryJson = (entry: ListedEntry, errors: StructuredErrors): string =>
  `{"kind":"${entry.kind}","value":${JSON.stringify(entry.value)},"code":"${entry.code}","error":${errors.numberOf(entry)}}`;

/** Bytes of a hash and of its prefix. */
export const HASH = 32;
export const PREFIX = 4;

/** Full hashes, sorted, one after the other: what a look-up answers from. */
export function sortedHashes(entries: Iterable<NamedEntry>): Buffer {
  let found = Buffer.allocUnsafe(1_024 * HASH);
  let count = 0;
  for (const { kind, value } of entries) {
    if (kind === 'IP') continue;
    if ((count + 1) * HASH > found.length) found = Buffer.concat([found, Buffer.allocUnsafe(found.length)]);
    found.write(digestOfExpression(expressionOf(kind, value)), count * HASH, 'hex');
    count += 1;
  }
  return sortHashes(found.subarray(0, count * HASH));
}

/**
 * By their first four octets, each with its place in one number of 64 bits, which the engine sorts without a call for each pair; what begins
 * alike is put in order afterwards. A million hashes as objects would be ten times their size.
 */
function sortHashes(hashes: Buffer): Buffer {
  const count = hashes.length / HASH;
  const keys = new BigUint64Array(count);
  // The same memory: the place below, the beginning above it, as every processor that this runs on keeps them.
  const halves = new Uint32Array(keys.buffer);
  for (let at = 0; at < count; at++) {
    halves[2 * at] = at;
    halves[2 * at + 1] = hashes.readUInt32BE(at * HASH);
  }
  keys.sort();
  const sorted = Buffer.allocUnsafe(hashes.length);
  const copy = (from: number, to: number) => hashes.copy(sorted, to * HASH, from * HASH, (from + 1) * HASH);
  for (let at = 0; at < count; ) {
    const beginning = halves[2 * at + 1] as number;
    let end = at + 1;
    while (end < count && halves[2 * end + 1] === beginning) end += 1;
    const places = Array.from({ length: end - at }, (_, next) => halves[2 * (at + next)] as number);
    if (places.length > 1)
      places.sort((a, b) => hashes.compare(hashes, b * HASH, (b + 1) * HASH, a * HASH, (a + 1) * HASH));
    for (const place of places) copy(place, at++);
  }
  return sorted;
}

const expressionOf = (kind: BlockKind, value: string) => (kind === 'URL' ? value : `${value}/`);
export const hashOf = (kind: BlockKind, value: string): Buffer => hashExpression(expressionOf(kind, value));

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
