import { Agent, type IncomingHttpHeaders, type IncomingMessage, request as requestPlain } from 'node:http';
import { request as requestTls, Agent as TlsAgent } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import type { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import WebSocket, { type ClientOptions } from 'ws';
import { refuse } from '../refusals.ts';
import { ok, type Result } from '../result.ts';
import { certificateOf, type OfferedCertificate, pinnedSocket } from './certificate.ts';
import { HostGate, type Politeness } from './host-gate.ts';
import { allowedAddresses, type Network, publicInternet } from './network.ts';
import { retryAfterSeconds } from './retry-after.ts';
import { tunnelTo } from './tunnel.ts';

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
  /** GET where absent. With a body, a redirect is a refusal. */
  readonly method?: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly body?: string | Uint8Array;
  /** Only https. */
  readonly secure?: true;
  /**
   * SHA-256 of the certificate that the server must show, hex; nothing is sent to one that shows another. It stands in
   * the place of the authorities that this machine trusts.
   */
  readonly certificate?: string;
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
  /** Connections are kept and used again, for a service that is asked often; an address checked once is then trusted as long. */
  readonly kept?: boolean;
  /**
   * An HTTP CONNECT proxy that the operator named: servers see its place. The proxy resolves the name once more, so an address that was
   * checked here cannot be held to; what leads into a private network by our own answer is refused all the same.
   */
  readonly through?: URL | undefined;
}

const REDIRECTS = [301, 302, 303, 307, 308];
const SOCKET_MESSAGE_MOST = 1024 * 1024;
/** A link without end is no link. */
const URL_MOST = 4_096;

/** Takes the body piece by piece; `false` when it has had enough. */
export type Take = (piece: Buffer) => boolean;

/**
 * The one way out to the network. A name is resolved here, each of its addresses is
 * checked, and the connection goes to one of the addresses checked: a name that answers otherwise the second time leads
 * nowhere else. Redirects are followed by hand, each as if it were a new link. No cookie, and no proxy but one that is named for it.
 */
export class SafeFetch {
  readonly #network: Network;
  readonly #gate: HostGate;
  readonly #userAgent: string;
  readonly #through: URL | undefined;
  readonly #agents: { readonly http: Agent; readonly https: TlsAgent } | undefined;

  constructor(options: SafeFetchOptions) {
    this.#network = options.network ?? publicInternet;
    this.#gate = new HostGate(options.politeness);
    this.#userAgent = options.userAgent;
    this.#through = options.through;
    this.#agents = options.kept
      ? { http: new Agent({ keepAlive: true }), https: new TlsAgent({ keepAlive: true }) }
      : undefined;
  }

  /**
   * The whole answer, in memory.
   * Refusals: `link.*`; `link.unreachable` and `link.too-slow` before any answer say by the fact `sent` whether the
   * request may have arrived. @throws the signal's reason when the caller's signal ends it
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

  /** As `get`, handed over piece by piece until the taker has had enough. Refusals: `link.*` */
  async take(url: string, request: FetchRequest, begin: (head: AnswerHead) => Take): Promise<Result<AnswerHead>> {
    return this.#exchange(url, request, begin);
  }

  /**
   * The certificate that the server at an https address shows. Nothing is sent.
   * Refusals: `link.*`
   */
  async certificate(url: string, ms: number): Promise<Result<OfferedCertificate>> {
    const target = webUrl(url, ['https:']);
    if (!target.ok) return target;
    const pinned = await this.#pin(target.value);
    if (!pinned.ok) return pinned;
    const signal = AbortSignal.timeout(ms);
    const offered = await certificateOf(target.value, pinned.value, signal);
    return offered ? ok(offered) : refuse(signal.aborted ? 'link.too-slow' : 'link.unreachable');
  }

  /**
   * A socket of a streaming service, not yet open. No redirect, no compression, no message over 1 MiB.
   * @param headers of the handshake; a key belongs here and never into the address, which is written down on the way
   * Refusals: `link.not-web`, `link.private-network`, `link.unresolved`
   */
  async socket(url: string, headers: Readonly<Record<string, string>> = {}): Promise<Result<WebSocket>> {
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
      headers: { ...headers, 'user-agent': this.#userAgent },
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
    const protocols = request.secure ? ['https:'] : ['http:', 'https:'];
    const first = webUrl(url, protocols);
    if (!first.ok) return first;
    const redirects = request.body === undefined ? (limits.redirects ?? 5) : 0;
    const deadline = AbortSignal.timeout(limits.ms);
    const signal = request.signal ? AbortSignal.any([request.signal, deadline]) : deadline;
    const been = new Set<string>();
    let target = first.value;
    for (;;) {
      if (been.has(target.href)) return refuse('link.redirect-cycle');
      been.add(target.href);
      const headers = {
        ...request.headers,
        ...(target.origin === first.value.origin ? request.secretHeaders : {}),
      };
      const hop = await this.#hop(target, { ...request, headers, signal }, begin, endless);
      if (!hop.ok) return hop;
      if (typeof hop.value !== 'string') return ok(hop.value);
      if (been.size > redirects) return refuse('link.too-many-redirects');
      const next = webUrl(hop.value, protocols, target);
      if (!next.ok) return next;
      target = next.value;
    }
  }

  /** One request: the head of its answer once the body was taken, or where it redirects to. */
  async #hop(
    target: URL,
    request: FetchRequest & { readonly signal: AbortSignal },
    begin: (head: AnswerHead) => Take,
    endless: boolean,
  ): Promise<Result<AnswerHead | string>> {
    const { signal } = request;
    const pinned = await Promise.race([this.#pin(target), tooSlow(signal)]);
    if (!pinned.ok) return pinned;
    const place = await this.#gate.enter(target.host);
    if (typeof place === 'number') return refuse('link.host-busy', { facts: { retryAfterSeconds: place } });
    try {
      const response = await this.#send(target, request, pinned.value);
      if (response === 'another certificate') return refuse('link.certificate-changed');
      if (typeof response === 'string') {
        const facts = { sent: response === 'no answer' };
        return refuse(signal.aborted ? 'link.too-slow' : 'link.unreachable', { facts });
      }
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
      const read = await readBody(response, signal, request.limits.bytes, begin(head), endless);
      return read.ok ? ok(head) : read;
    } finally {
      place();
    }
  }

  /** The answer's head; without one, whether there was a connection by which the request may have arrived. */
  async #send(
    target: URL,
    request: FetchRequest & { readonly signal: AbortSignal },
    lookup: LookupFunction,
  ): Promise<IncomingMessage | 'not connected' | 'no answer' | 'another certificate'> {
    const { method = 'GET', body, headers, certificate, signal } = request;
    const secure = target.protocol === 'https:';
    const socket =
      certificate !== undefined
        ? await pinnedSocket(target, lookup, certificate, signal)
        : this.#through && (await tunnelTo(this.#through, target, signal));
    if (socket === 'another certificate') return socket;
    if (certificate !== undefined && (!secure || !socket)) return 'not connected';
    if (this.#through && !socket) return 'not connected';
    return new Promise((resolve) => {
      let connected = socket !== undefined;
      const sent = (secure ? requestTls : requestPlain)(target, {
        method,
        ...(socket
          ? { createConnection: () => socket }
          : { agent: this.#agents?.[secure ? 'https' : 'http'] ?? false, lookup }),
        signal,
        headers: {
          'accept-encoding': 'gzip, deflate, br',
          'user-agent': this.#userAgent,
          ...headers,
          ...(body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) }),
        },
      });
      sent.once('socket', (used) => {
        if (sent.reusedSocket) connected = true;
        else
          used.once(secure ? 'secureConnect' : 'connect', () => {
            connected = true;
          });
      });
      sent.once('response', resolve);
      sent.on('error', (error: NodeJS.ErrnoException) =>
        // A kept connection may be closed from over there in the moment in which it is used again.
        resolve(
          sent.reusedSocket && error.code === 'ECONNRESET'
            ? this.#send(target, request, lookup)
            : connected
              ? 'no answer'
              : 'not connected',
        ),
      );
      sent.end(body);
    });
  }

  /** Resolves the host and checks every address of it; what is given back connects to these addresses alone. */
  async #pin(target: URL): Promise<Result<LookupFunction>> {
    const hostname = target.hostname.replace(/^\[|\]$/g, '');
    const port = Number(target.port) || (/^(https|wss):$/.test(target.protocol) ? 443 : 80);
    const addresses = await allowedAddresses(this.#network, hostname, port);
    if (!addresses.ok) return addresses;
    const all = addresses.value.map((address) => ({ address, family: isIP(address) }));
    return ok((_hostname, options, done) => {
      const [one] = all;
      if (options.all) done(null, all);
      else done(null, one?.address ?? '', one?.family);
    });
  }
}

/** A name may be resolved for as long as its server likes: the deadline of the request is that of its name too. */
const tooSlow = (signal: AbortSignal): Promise<Result<never>> =>
  new Promise((resolve) => {
    const late = () => resolve(refuse('link.too-slow', { facts: { sent: false } }));
    if (signal.aborted) late();
    else signal.addEventListener('abort', late, { once: true });
  });

function webUrl(text: string, protocols: readonly string[], base?: URL): Result<URL> {
  if (text.length > URL_MOST || !URL.canParse(text, base)) return refuse('link.not-web');
  const url = new URL(text, base);
  url.hash = '';
  return protocols.includes(url.protocol) && url.username === '' && url.password === ''
    ? ok(url)
    : refuse('link.not-web');
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
    return refuse('link.unreadable');
  }
  if (!endless && Number(response.headers['content-length'] ?? 0) > most) {
    response.destroy();
    return refuse('link.too-large', { facts: { bytesMost: most } });
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
    if (error instanceof TooLarge) return refuse('link.too-large', { facts: { bytesMost: most } });
    return refuse(signal.aborted ? 'link.too-slow' : 'link.unreadable');
  } finally {
    response.destroy();
  }
}
