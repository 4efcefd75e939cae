import type { IncomingMessage, ServerResponse } from 'node:http';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { newId } from '../id.ts';
import type { Kernel } from '../kernel.ts';
import { problem, type Refusal } from '../refusal.ts';
import { refuse } from '../refusals.ts';
import { preferredLanguage, REQUEST_ID_HEADER } from './api.ts';
import { coarseAddress, noteConnection } from './connection.ts';
import { permissionsPolicy } from './permissions-policy.pure.ts';
import { isProven } from './proven-keys.ts';
import type { RawRoute, Surface } from './route.ts';

export type NodeHandler = (request: IncomingMessage, response: ServerResponse) => void;

export interface EdgeOptions {
  readonly surface: Surface;
  readonly kernel: Kernel;
  /** Public host names of this surface, without port. Loopback names are always known. */
  readonly hosts: readonly string[];
  readonly api: NodeHandler;
  readonly pages: NodeHandler;
  /** Answers whether the process may take traffic. */
  readonly ready: () => Promise<void>;
  /** Largest body of a page's form, bytes. */
  readonly formLimit?: number;
  /** Those with addresses outside `/api/` are API all the same: formats of others have addresses of others. */
  readonly rawRoutes?: readonly RawRoute[];
  /** Largest body of any API route, bytes; each route has its own limit within it. */
  readonly apiBodyLimit?: number;
  /** Pages into which other apps share (Web Share Target), as the manifest names them. Such a post begins something and creates nothing. */
  readonly shareTargets?: readonly string[];
}

/** The header by which the page framework learns the outer protocol; a client's own value is discarded. */
export const PROTOCOL_HEADER = 'x-lachan-proto';
const LOOPBACK = ['127.0.0.1', 'localhost', '[::1]'];
const FORM_LIMIT = 256 * 1024;
/** What a page answers to. */
const PAGE_METHODS = ['GET', 'HEAD', 'POST'];

/**
 * Requests per minute of one address. A school of a thousand children behind one address files
 * about 800 form posts in a bad ten minutes; a flood from one machine is a hundred times that.
 * A machine whose key was proven asks the API far more often and is limited by its quota behind.
 */
const PER_MINUTE = { read: 6_000, write: 1_200, machine: 120_000 };

const HEADERS: Readonly<Record<string, string>> = { 'x-content-type-options': 'nosniff' };
/**
 * What says how a document may be shown, what it may do, and who may load it. The files that a page is built of are no documents and
 * hold no record of anybody; each of some twenty would carry it along.
 */
const DOCUMENT_HEADERS: Readonly<Record<string, string>> = {
  'cross-origin-resource-policy': 'same-origin',
  'x-frame-options': 'DENY',
  // same-origin and not no-referrer: with the latter browsers post forms with `Origin: null`.
  'referrer-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'permissions-policy': permissionsPolicy({ microphone: false }),
};
/** Scripts, styles and fonts of a build. No folder has a dot, so that no address on its way back to a page is one. */
const BUILT_FILE = /^\/_app\/immutable\/(?:[\w-]+\/)*[\w.-]+\.(?:js|css|woff2)$/;

/** What stands before pages and API of a surface: host list, protocol, origin, limits, request id, headers, health, metrics. */
export function createEdge(options: EdgeOptions): NodeHandler {
  const { kernel, surface } = options;
  const factor = kernel.config.rateLimitFactor;
  const reads = new RateLimiterMemory({ points: PER_MINUTE.read * factor, duration: 60 });
  const writes = new RateLimiterMemory({ points: PER_MINUTE.write * factor, duration: 60 });
  const machines = new RateLimiterMemory({ points: PER_MINUTE.machine * factor, duration: 60 });
  const apiPaths = ['/api/', ...foreignPaths(surface, options.rawRoutes ?? [])];
  const calledPaths = servicePaths(surface, options.rawRoutes ?? []);
  const hosts = new Set([...LOOPBACK, ...options.hosts]);
  const protocol = kernel.config.publicProtocol;

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const started = process.hrtime.bigint();
    const requestId = newId<'request'>();
    const refused = (code: Parameters<typeof refuse>[0], facts?: Refusal['facts']) =>
      sendRefusal(request, response, requestId, code, facts);
    response.on('finish', () => {
      const seconds = Number(process.hrtime.bigint() - started) / 1e9;
      kernel.metrics.requests.inc({ surface, method: request.method ?? '', status: String(response.statusCode) });
      kernel.metrics.requestSeconds.observe({ surface }, seconds);
      // Neither address nor path nor query: a path may hold what somebody typed.
      kernel.log.debug(
        { requestId, surface, method: request.method, status: response.statusCode, ms: Math.round(seconds * 1e3) },
        'request',
      );
    });
    request.headers[REQUEST_ID_HEADER] = requestId;
    const built = BUILT_FILE.test(request.url ?? '');
    if (built) leaveOutValidators(response);
    const headers = built ? HEADERS : { ...HEADERS, ...DOCUMENT_HEADERS, [REQUEST_ID_HEADER]: requestId };
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
    if (protocol === 'https') response.setHeader('strict-transport-security', 'max-age=63072000; includeSubDomains');

    if (await health(options, request, response)) return;

    const host = onlyHost(request);
    if (host === undefined || !hosts.has(nameOf(host))) return refused('request.unknown-host');
    request.headers[PROTOCOL_HEADER] = protocol;

    const api = apiPaths.some((path) => isUnder(request.url ?? '', path));
    // Of these two the page framework would say a bare word, and not what to do.
    if (!api && !PAGE_METHODS.includes(request.method ?? '')) {
      response.setHeader('allow', PAGE_METHODS.join(', '));
      return refused('request.method-unknown');
    }
    if (!isReadable(request.url ?? '')) return refused('request.address-unreadable');

    const writing = request.method !== 'GET' && request.method !== 'HEAD';
    noteConnection(request, kernel.config, kernel.clock.now());
    const proven = api && isProven(kernel, request, kernel.clock.now());
    const called = calledPaths.some((path) => isUnder(request.url ?? '', path));
    const limiter = proven || called ? machines : writing ? writes : reads;
    try {
      await limiter.consume(coarseAddress(request));
    } catch (limit) {
      if (!(limit instanceof RateLimiterRes)) throw limit;
      return refused('request.too-many', { retryAfterSeconds: Math.ceil(limit.msBeforeNext / 1000) });
    }
    // To the letter: neither what lies below it, nor it with a query, which would name another act of the page.
    const shared = !api && options.shareTargets?.includes(request.url ?? '') === true;
    if (writing && !sameOrigin(request, `${protocol}://${host}`, { api, shared })) return refused('request.cross-site');
    const limit = api ? (options.apiBodyLimit ?? FORM_LIMIT) : (options.formLimit ?? FORM_LIMIT);
    if (Number(request.headers['content-length'] ?? 0) > limit) return refused('request.too-large');

    if (api) options.api(request, response);
    else options.pages(request, response);
  };

  return (request, response) => {
    closeAfterUnread(request, response);
    answer(request, response).catch((error: unknown) => {
      kernel.log.error({ err: error }, 'request failed at the edge');
      if (!response.headersSent) sendRefusal(request, response, 'unknown', 'service.failed');
      else response.destroy();
    });
  };
}

/**
 * A request that is refused before its body was read leaves the rest of the body on the connection, which is cut off soon
 * after. The answer says so: a client that used the connection again would lose its next request with it.
 */
function closeAfterUnread(request: IncomingMessage, response: ServerResponse): void {
  const { 'content-length': length = '0', 'transfer-encoding': coded } = request.headers;
  if (length === '0' && coded === undefined) return;
  const writeHead = response.writeHead as (...head: unknown[]) => ServerResponse;
  response.writeHead = (...head: unknown[]) => {
    if (!request.readableEnded) response.shouldKeepAlive = false;
    return writeHead.apply(response, head);
  };
}

/** The name of a built file changes with its content: nobody asks whether it is still the same, so that its validators are ballast. */
function leaveOutValidators(response: ServerResponse): void {
  const writeHead = response.writeHead as (...head: unknown[]) => ServerResponse;
  response.writeHead = (...head: unknown[]) => {
    const given = head.at(-1);
    if (typeof given !== 'object' || given === null || Array.isArray(given)) return writeHead.apply(response, head);
    const kept = Object.entries(given).filter(([name]) => !/^(etag|last-modified)$/i.test(name));
    return writeHead.apply(response, [...head.slice(0, -1), Object.fromEntries(kept)]);
  };
}

/** The one `host` of a request. Two of them may be read as one by a proxy and as the other here (RFC 9112, section 3.2). */
function onlyHost(request: IncomingMessage): string | undefined {
  const count = request.rawHeaders.filter((name, at) => at % 2 === 0 && name.toLowerCase() === 'host').length;
  return count === 1 ? request.headers.host?.toLowerCase() : undefined;
}

function nameOf(host: string): string {
  return host.replace(/:\d+$/, '');
}

/** Asked on this machine, by its loopback name, and not through a proxy that stands on it. */
function fromThisMachine(request: IncomingMessage): boolean {
  return (
    /^(::ffff:)?127\.|^::1$/.test(request.socket.remoteAddress ?? '') &&
    LOOPBACK.includes(nameOf(onlyHost(request) ?? '')) &&
    request.headers['x-forwarded-for'] === undefined &&
    request.headers.forwarded === undefined
  );
}

async function health(
  { surface, kernel, ready }: EdgeOptions,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<boolean> {
  const say = (status: number, type: string, text: string) => {
    response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store' }).end(text);
    return true;
  };
  if (request.url === '/health/live') return say(200, 'application/json', '{"status":"live"}');
  if (request.url === '/health/ready') {
    try {
      await ready();
      return say(200, 'application/json', '{"status":"ready"}');
    } catch {
      return say(503, 'application/json', '{"status":"not ready"}');
    }
  }
  // Only the machine itself may scrape: figures of a small desk can point at a child.
  if (request.url === '/metrics' && surface === 'desk' && fromThisMachine(request)) {
    return say(200, kernel.metrics.registry.contentType, await kernel.metrics.registry.metrics());
  }
  return false;
}

/**
 * Refuses posts from other sites, by Origin and Sec-Fetch-Site. Privacy browsers send no Origin or
 * `null` even from our own page; where Sec-Fetch-Site vouches for them, Origin is filled in, since
 * the page framework insists on it. Rewrites `request.headers.origin`.
 *
 * `Sec-Fetch-Site: none` is said where a person began it in the browser itself and no page did; of posts these are what another app
 * shares with an installed portal. No page can say it: it is one of the headers that scripts cannot set. It is believed where something is
 * shared and nowhere else.
 */
function sameOrigin(
  request: IncomingMessage,
  own: string,
  { api, shared }: { readonly api: boolean; readonly shared: boolean },
): boolean {
  const site = request.headers['sec-fetch-site'];
  const origin = request.headers.origin;
  if (site === 'cross-site' && origin !== own) return false;
  if (origin !== undefined && origin !== 'null') return origin === own;
  if (site === 'same-origin' || (site === 'none' && shared)) {
    request.headers.origin = own;
    return true;
  }
  // No browser leaves out both on a cross-site form post; a JSON client that is no browser has neither.
  return origin === undefined && site === undefined && api;
}

/** Beginnings of the addresses outside `/api/`, as `/exchange/`, and those of one part, as `/status`. */
function foreignPaths(surface: Surface, routes: readonly RawRoute[]): readonly string[] {
  const paths = routes.filter((route) => route.surface === surface && !route.path.startsWith('/api/'));
  return [...new Set(paths.map(({ path }) => /^\/[^/]+\/?/.exec(path)?.[0] ?? path))];
}

/** Where services call, as far as it is the same for all of them. */
function servicePaths(surface: Surface, routes: readonly RawRoute[]): readonly string[] {
  const called = routes.filter((route) => route.surface === surface && route.calledByServices);
  return [...new Set(called.map(({ path }) => path.replace(/\{.*$/, '')))];
}

function isUnder(url: string, path: string): boolean {
  return path.endsWith('/') ? url.startsWith(path) : url.split('?', 1)[0] === path;
}

/** A path whose escapes are those of a text, as every browser writes them; with two slashes before it, it would name a host. */
function isReadable(url: string): boolean {
  if (!url.startsWith('/') || url.startsWith('//')) return false;
  try {
    decodeURIComponent(url.split('?', 1)[0] ?? '');
    return true;
  } catch {
    return false;
  }
}

function sendRefusal(
  request: IncomingMessage,
  response: ServerResponse,
  requestId: string,
  code: Parameters<typeof refuse>[0],
  facts?: Refusal['facts'],
): void {
  const { refusal } = refuse(code, { facts }) as { refusal: Refusal };
  const language = preferredLanguage(request.headers['accept-language']);
  const body = problem(refusal, language, requestId);
  response.statusCode = refusal.text.status;
  response.setHeader('cache-control', 'no-store');
  if (typeof facts?.retryAfterSeconds === 'number') response.setHeader('retry-after', String(facts.retryAfterSeconds));
  if (request.headers.accept?.includes('text/html')) {
    response.setHeader('content-type', 'text/html; charset=utf-8');
    response.setHeader('content-security-policy', "default-src 'none'; style-src 'unsafe-inline'");
    response.end(
      `<!doctype html><html lang="${language}"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${body.status}</title><body style="font:18px/1.5 system-ui;max-width:36rem;margin:3rem auto;padding:0 1rem"><h1>${body.title}</h1><p>${body.detail}</p><p><a href="tel:111">111</a></p></body></html>`,
    );
    return;
  }
  response.setHeader('content-type', 'application/problem+json; charset=utf-8');
  response.end(JSON.stringify(body));
}
