import type { IncomingMessage, ServerResponse } from 'node:http';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { anonymous, coarseAddress, createContext, type Kernel, newId, noteConnection } from '../../src/kernel/index.ts';
import { explainHost } from '../../src/takedown/index.ts';

type Handler = (request: IncomingMessage, response: ServerResponse) => void;

/** Milliseconds for which what was found of a host is kept: as long as resolvers keep an answer of the zones. */
const KEPT = 30_000;
/** Hosts that are kept, of those that are blocked and of the others: a flood of made-up names pushes out made-up names alone. */
const HOSTS_AT_MOST = 5_000;
/**
 * Hosts that are looked for anew. Whoever meets a block asks for one or two; a school or an operator behind one address for some dozens in
 * a minute, and the same ones. What is beyond is refused as a host that nobody knows. One address has less than all have in a second, so
 * that it alone takes nobody's place.
 */
const LOOKS = { ofOneAddress: { points: 80, duration: 60 }, ofAll: { points: 120, duration: 1 } };

/**
 * A resolver that follows our lists leads a blocked name to the portal's address: whoever asks there for a host that is not ours, and that
 * is blocked, is led to the page that explains it by its code. Every other host is refused as before.
 */
export function withStopPage(kernel: Kernel, hosts: readonly string[], edge: Handler): Handler {
  const [own] = hosts;
  if (own === undefined) return edge;
  const codes = new HostCodes(async (host) => {
    const ctx = createContext(kernel, { actor: anonymous, requestId: newId<'request'>(), language: 'vi' });
    const told = await explainHost(ctx, host);
    return told.ok ? told.value.code : null;
  });
  return (request, response) => {
    const host = (request.headers.host ?? '').replace(/:\d+$/, '').toLowerCase();
    if (request.method !== 'GET' || hosts.includes(host) || !/^[a-z0-9.-]{1,253}\.[a-z][a-z0-9-]{1,62}$/.test(host))
      return edge(request, response);
    noteConnection(request, kernel.config, kernel.clock.now());
    codes.of(host, coarseAddress(request), kernel.clock.now()).then(
      (code) => {
        if (code === null) return edge(request, response);
        const to = `${kernel.config.publicProtocol}://${own}/chan/${code}`;
        response.writeHead(302, { location: to, 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' }).end();
      },
      (error: unknown) => {
        kernel.log.error({ err: error }, 'the stop page could not be found');
        edge(request, response);
      },
    );
  };
}

/** The code of what blocks a host, looked up at most so often; nothing is kept of who asked but a count. */
export class HostCodes {
  readonly #look: (host: string) => Promise<string | null>;
  readonly #blocked = new Map<string, { readonly code: string; readonly until: number }>();
  readonly #others = new Map<string, number>();
  readonly #looking = new Map<string, Promise<string | null>>();
  readonly #ofOneAddress = new RateLimiterMemory(LOOKS.ofOneAddress);
  readonly #ofAll = new RateLimiterMemory(LOOKS.ofAll);

  constructor(look: (host: string) => Promise<string | null>) {
    this.#look = look;
  }

  /** @returns null where nothing blocks it, and where too many hosts are asked for to look */
  async of(host: string, address: string, now: Date): Promise<string | null> {
    const at = now.getTime();
    const blocked = this.#blocked.get(host);
    if (blocked !== undefined && blocked.until > at) return blocked.code;
    if ((this.#others.get(host) ?? 0) > at) return null;
    const looking = this.#looking.get(host);
    if (looking !== undefined) return looking;
    if (!(await this.#may(address))) return null;
    const look = this.#looking.get(host) ?? this.#lookFor(host, at + KEPT);
    this.#looking.set(host, look);
    return look.finally(() => this.#looking.delete(host));
  }

  /** How many hosts are kept now. */
  get size(): number {
    return this.#blocked.size + this.#others.size;
  }

  async #may(address: string): Promise<boolean> {
    try {
      await this.#ofOneAddress.consume(address);
      await this.#ofAll.consume('all');
      return true;
    } catch (limit) {
      if (limit instanceof RateLimiterRes) return false;
      throw limit;
    }
  }

  async #lookFor(host: string, until: number): Promise<string | null> {
    const code = await this.#look(host);
    this.#blocked.delete(host);
    this.#others.delete(host);
    if (code === null) keep(this.#others, host, until);
    else keep(this.#blocked, host, { code, until });
    return code;
  }
}

/** The oldest goes where there are too many. */
function keep<Value>(map: Map<string, Value>, host: string, value: Value): void {
  map.set(host, value);
  if (map.size > HOSTS_AT_MOST) map.delete(map.keys().next().value as string);
}
