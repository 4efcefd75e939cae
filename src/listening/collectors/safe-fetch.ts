import { type IncomingHttpHeaders, type IncomingMessage, request as requestPlain } from 'node:http';
import { request as requestTls } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import type { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import WebSocket, { type ClientOptions } from 'ws';
import { type MediaKind, mediaKind } from '../../hashes/index.ts';
import { ok, type Result } from '../../kernel/index.ts';
import { HostGate, type Politeness } from './host-gate.ts';
import { type Network, publicInternet } from './network.ts';
import { refuseSource } from './refusals.ts';
import { retryAfterSeconds } from './retry-after.ts';

/** Bounds of one fetch. */
export interface FetchLimits {
  /** Bytes as sent and, counted again, as unpacked. */
  readonly bytes: number;
  /** Milliseconds from the first connection to the last byte, redirects included. */
  readonly ms: number;
  /** Redirects followed; 5 where absent. */
  readonly redirects?: number;
}

export interface FetchRequest {
  readonly limits: FetchLimits;
  readonly headers?: Readonly<Record<string, string>>;
  /** Headers that hold a key: they go to the first origin alone, wherever it redirects to. */
  readonly secretHeaders?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
}

/** The beginning of an answer: any status but a redirect. */
export interface AnswerHead {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  /** Where the answer came from after redirects. */
  readonly url: string;
}
export interface Answer extends AnswerHead {
  readonly body: Buffer;
}

export interface SafeFetchOptions {
  /** Who asks, in the words that a server's operator reads. */
  readonly userAgent: string;
  /** Only tests reach anything but the public internet. */
  readonly network?: Network;
  readonly politeness?: Politeness;
}

/** Enough for every kind that is told by its first bytes. */
const SNIFFED = 512;
const REDIRECTS = [301, 302, 303, 307, 308];
const SOCKET_MESSAGE_MOST = 1024 * 1024;
/** A link without end is no link. */
const URL_MOST = 4_096;

/** Takes the body piece by piece; `false` when it has had enough. */
type Take = (piece: Buffer) => boolean;

/**
 * The one way out to the network for links, feeds, media and services. A name is resolved here, each of its addresses is
 * checked, and the connection goes to one of the addresses checked: a name that answers otherwise the second time leads
 * nowhere else. Redirects are followed by hand, each as if it were a new link. No cookie, no proxy, no kept connection.
 */
export class SafeFetch {
  readonly #network: Network;
  readonly #gate: HostGate;
  readonly #userAgent: string;

  constructor(options: SafeFetchOptions) {
    this.#network = options.network ?? publicInternet;
    this.#gate = new HostGate(options.politeness);
    this.#userAgent = options.userAgent;
  }

  /**
   * The whole answer, in memory.
   * Refusals: `link.*`. @throws the signal's reason when the caller's signal ends it
   */
  async get(url: string, request: FetchRequest): Promise<Result<Answer>> {
    const pieces: Buffer[] = [];
    const head = await this.#exchange(url, request, () => (piece) => {
      pieces.push(piece);
      return true;
    });
    request.signal?.throwIfAborted();
    return head.ok ? ok({ ...head.value, body: Buffer.concat(pieces) }) : head;
  }

  /**
   * An answer that does not end by itself, piece by piece, until the taker has had enough, the bounds are reached or the
   * signal ends it; none of these is a refusal.
   */
  async stream(url: string, request: FetchRequest, begin: (head: AnswerHead) => Take): Promise<Result<AnswerHead>> {
    return this.#exchange(url, request, begin, true);
  }

  /**
   * Fetches a picture or video into memory and hands it to `work`; when that is done, or fails, every byte is
   * overwritten. Only what its first bytes show to be media is read further. `work` must not keep the bytes.
   * Refusals: `link.*`; `link.bad-status` (facts: status), `link.not-media`
   */
  async withMedia<T>(
    url: string,
    limits: FetchLimits,
    work: (bytes: Uint8Array, kind: MediaKind) => Promise<T>,
    signal?: AbortSignal,
  ): Promise<Result<T>> {
    const pieces: Buffer[] = [];
    let length = 0;
    let kind: MediaKind | undefined;
    let media = true;
    let whole: Buffer | undefined;
    try {
      const head = await this.#exchange(
        url,
        { limits, headers: { accept: 'image/*,video/*' }, ...(signal ? { signal } : {}) },
        ({ status }) =>
          (piece) => {
            pieces.push(piece);
            length += piece.length;
            if (kind === undefined && length >= SNIFFED) {
              kind = mediaKind(Buffer.concat(pieces).subarray(0, SNIFFED));
              media = kind !== undefined;
            }
            return status === 200 && media;
          },
      );
      signal?.throwIfAborted();
      if (!head.ok) return head;
      if (head.value.status !== 200) return refuseSource('link.bad-status', { facts: { status: head.value.status } });
      whole = Buffer.concat(pieces);
      kind ??= mediaKind(whole);
      if (!media || kind === undefined) return refuseSource('link.not-media');
      return ok(await work(whole, kind));
    } finally {
      for (const piece of pieces) piece.fill(0);
      whole?.fill(0);
    }
  }

  /**
   * A socket of a streaming service, not yet open. No redirect, no compression, no message over 1 MiB.
   * Refusals: `link.not-web`, `link.private-network`, `link.unresolved`
   */
  async socket(url: string): Promise<Result<WebSocket>> {
    const target = webUrl(url, ['ws:', 'wss:']);
    if (!target.ok) return target;
    const pinned = await this.#pin(target.value);
    if (!pinned.ok) return pinned;
    const options: ClientOptions & { lookup: LookupFunction } = {
      lookup: pinned.value,
      followRedirects: false,
      perMessageDeflate: false,
      maxPayload: SOCKET_MESSAGE_MOST,
      handshakeTimeout: 15_000,
      headers: { 'user-agent': this.#userAgent },
    };
    return ok(new WebSocket(target.value, options));
  }

  async #exchange(
    url: string,
    request: FetchRequest,
    begin: (head: AnswerHead) => Take,
    endless = false,
  ): Promise<Result<AnswerHead>> {
    const { limits } = request;
    const first = webUrl(url, ['http:', 'https:']);
    if (!first.ok) return first;
    const deadline = AbortSignal.timeout(limits.ms);
    const signal = request.signal ? AbortSignal.any([request.signal, deadline]) : deadline;
    const been = new Set<string>();
    let target = first.value;
    for (;;) {
      if (been.has(target.href)) return refuseSource('link.redirect-cycle');
      if (been.size > (limits.redirects ?? 5)) return refuseSource('link.too-many-redirects');
      been.add(target.href);
      const headers = {
        ...request.headers,
        ...(target.origin === first.value.origin ? request.secretHeaders : {}),
      };
      const hop = await this.#hop(target, headers, signal, limits.bytes, begin, endless);
      if (!hop.ok) return hop;
      if (typeof hop.value !== 'string') return ok(hop.value);
      const next = webUrl(hop.value, ['http:', 'https:'], target);
      if (!next.ok) return next;
      target = next.value;
    }
  }

  /** One request: the head of its answer once the body was taken, or where it redirects to. */
  async #hop(
    target: URL,
    headers: Readonly<Record<string, string>>,
    signal: AbortSignal,
    bytesMost: number,
    begin: (head: AnswerHead) => Take,
    endless: boolean,
  ): Promise<Result<AnswerHead | string>> {
    const pinned = await this.#pin(target);
    if (!pinned.ok) return pinned;
    const place = await this.#gate.enter(target.host);
    if (typeof place === 'number') return refuseSource('link.host-busy', { facts: { retryAfterSeconds: place } });
    try {
      const response = await send(target, { ...headers, 'user-agent': this.#userAgent }, pinned.value, signal);
      if (response === undefined) return refuseSource(signal.aborted ? 'link.too-slow' : 'link.unreachable');
      const status = response.statusCode ?? 0;
      if (status === 429 || status === 503) {
        const wait = retryAfterSeconds(response.headers);
        if (wait !== undefined) this.#gate.pause(target.host, wait);
      }
      if (REDIRECTS.includes(status) && response.headers.location !== undefined) {
        response.destroy();
        return ok(response.headers.location);
      }
      const head = { status, headers: response.headers, url: target.href };
      const read = await readBody(response, signal, bytesMost, begin(head), endless);
      return read.ok ? ok(head) : read;
    } finally {
      place();
    }
  }

  /** Resolves the host and checks every address of it; what is given back connects to these addresses alone. */
  async #pin(target: URL): Promise<Result<LookupFunction>> {
    const hostname = target.hostname.replace(/^\[|\]$/g, '');
    const port = Number(target.port) || (/^(https|wss):$/.test(target.protocol) ? 443 : 80);
    let addresses: readonly string[];
    try {
      addresses = isIP(hostname) ? [hostname] : await this.#network.resolve(hostname);
    } catch {
      return refuseSource('link.unresolved');
    }
    if (addresses.length === 0) return refuseSource('link.unresolved');
    // One private address among public ones is a trap or a mistake: not even the public ones are used.
    if (!addresses.every((address) => this.#network.allows(address, port))) return refuseSource('link.private-network');
    const all = addresses.map((address) => ({ address, family: isIP(address) }));
    return ok((_hostname, options, done) => {
      const [one] = all;
      if (options.all) done(null, all);
      else done(null, one?.address ?? '', one?.family);
    });
  }
}

function webUrl(text: string, protocols: readonly string[], base?: URL): Result<URL> {
  if (text.length > URL_MOST || !URL.canParse(text, base)) return refuseSource('link.not-web');
  const url = new URL(text, base);
  url.hash = '';
  return protocols.includes(url.protocol) && url.username === '' && url.password === ''
    ? ok(url)
    : refuseSource('link.not-web');
}

/** The answer's head, or undefined where none came. */
async function send(
  target: URL,
  headers: Readonly<Record<string, string>>,
  lookup: LookupFunction,
  signal: AbortSignal,
): Promise<IncomingMessage | undefined> {
  const ask = target.protocol === 'https:' ? requestTls : requestPlain;
  return new Promise((resolve) => {
    const sent = ask(target, {
      agent: false,
      lookup,
      signal,
      headers: { 'accept-encoding': 'gzip, deflate, br', ...headers },
    });
    sent.once('response', resolve);
    sent.on('error', () => resolve(undefined));
    sent.end();
  });
}

const unpackers: Readonly<Record<string, () => Transform>> = {
  gzip: createGunzip,
  'x-gzip': createGunzip,
  deflate: createInflate,
  br: createBrotliDecompress,
};

class Enough extends Error {}
class TooLarge extends Error {}

async function readBody(
  response: IncomingMessage,
  signal: AbortSignal,
  most: number,
  take: Take,
  endless: boolean,
): Promise<Result<void>> {
  const encoding = (response.headers['content-encoding'] ?? 'identity').trim().toLowerCase();
  const unpacker = encoding === 'identity' ? undefined : unpackers[encoding];
  if (encoding !== 'identity' && unpacker === undefined) {
    response.destroy();
    return refuseSource('link.unreadable');
  }
  if (!endless && Number(response.headers['content-length'] ?? 0) > most) {
    response.destroy();
    return refuseSource('link.too-large', { facts: { bytesMost: most } });
  }
  const count = async function* (source: AsyncIterable<Buffer>) {
    let bytes = 0;
    for await (const piece of source) {
      bytes += piece.length;
      if (bytes > most) throw new TooLarge();
      yield piece;
    }
  };
  const hand = async (source: AsyncIterable<Buffer>) => {
    let bytes = 0;
    for await (const piece of source) {
      bytes += piece.length;
      if (bytes > most) {
        piece.fill(0);
        throw new TooLarge();
      }
      if (!take(piece)) throw new Enough();
    }
  };
  try {
    if (unpacker) await pipeline(response, count, unpacker(), hand, { signal });
    else await pipeline(response, hand, { signal });
    return ok();
  } catch (error) {
    if (error instanceof Enough) return ok();
    if (endless && (signal.aborted || error instanceof TooLarge)) return ok();
    if (error instanceof TooLarge) return refuseSource('link.too-large', { facts: { bytesMost: most } });
    return refuseSource(signal.aborted ? 'link.too-slow' : 'link.unreadable');
  } finally {
    response.destroy();
  }
}
