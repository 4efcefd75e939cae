import { HOUR } from '../time.pure.ts';

/** How much is asked of one host. */
export interface Politeness {
  /** Requests at a time. */
  readonly atOnce: number;
  /** Milliseconds from the start of one request to the start of the next. */
  readonly gap: number;
  /** Requests that may wait; the next one is turned away. */
  readonly waiting: number;
}

export const POLITE: Politeness = { atOnce: 2, gap: 250, waiting: 20 };
/** However long a host asks to be left alone, it is asked again after this. */
const PAUSE_MOST = HOUR;
const BUSY_SECONDS = 30;

interface Host {
  running: number;
  next: number;
  pausedUntil: number;
  readonly queue: (() => void)[];
}

/** Spaces the requests to each host, and leaves a host alone for as long as it asked. Times by the monotonic clock. */
export class HostGate {
  readonly #politeness: Politeness;
  readonly #hosts = new Map<string, Host>();

  constructor(politeness: Politeness = POLITE) {
    this.#politeness = politeness;
  }

  /** Waits for a place at the host: what to call when done, or the seconds to wait where there is none. */
  async enter(name: string): Promise<(() => void) | number> {
    const host = this.#host(name);
    const pause = host.pausedUntil - performance.now();
    if (pause > 0) return Math.ceil(pause / 1_000);
    if (host.running >= this.#politeness.atOnce) {
      if (host.queue.length >= this.#politeness.waiting) return BUSY_SECONDS;
      await new Promise<void>((go) => host.queue.push(go));
    } else host.running += 1;
    const now = performance.now();
    const start = Math.max(now, host.next);
    host.next = start + this.#politeness.gap;
    if (start > now) await new Promise((go) => setTimeout(go, start - now));
    let left = false;
    return () => {
      if (left) return;
      left = true;
      const following = host.queue.shift();
      if (following) following();
      else host.running -= 1;
    };
  }

  /** The host asked to be left alone for so many seconds. */
  pause(name: string, seconds: number): void {
    this.#host(name).pausedUntil = performance.now() + Math.min(seconds * 1_000, PAUSE_MOST);
  }

  #host(name: string): Host {
    const known = this.#hosts.get(name);
    if (known) return known;
    const now = performance.now();
    // Links name ever new hosts: those that nothing is known of any more are let go.
    if (this.#hosts.size >= 1_000)
      for (const [other, host] of this.#hosts)
        if (host.running === 0 && host.next < now && host.pausedUntil < now) this.#hosts.delete(other);
    const host: Host = { running: 0, next: 0, pausedUntil: 0, queue: [] };
    this.#hosts.set(name, host);
    return host;
  }
}
