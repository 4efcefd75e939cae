import type { PartPlace } from './sms-parts.ts';

const TEXTS_MOST = 50;

interface Pending<T> {
  readonly parts: Map<number, T>;
  readonly timer: NodeJS.Timeout;
}

/**
 * Brings the parts of a long text together. Each waits unanswered for a moment, since what was answered is the centre's no more. A
 * centre that waits for every answer before it brings the next part never fills a text: its parts are handed on one by one.
 */
export class PartCollector<T> {
  readonly #pending = new Map<string, Pending<T>>();
  readonly #waitMs: number;
  readonly #whole: (parts: readonly T[]) => void;
  #oneByOne = false;

  /** @param whole takes the parts of a text in their order, all of them or what had come by then */
  constructor(waitMs: number, whole: (parts: readonly T[]) => void) {
    this.#waitMs = waitMs;
    this.#whole = whole;
  }

  add(from: string, place: PartPlace, part: T): void {
    if (this.#oneByOne) {
      this.#whole([part]);
      return;
    }
    const key = `${from} ${place.reference} ${place.total}`;
    const known = this.#pending.get(key);
    // The same number twice: another text under a reference that came round, or a part brought again.
    if (known?.parts.has(place.number)) this.#flush(key);
    const pending = this.#pending.get(key) ?? this.#begin(key);
    pending.parts.set(place.number, part);
    if (pending.parts.size === place.total) this.#flush(key, true);
    for (const oldest of this.#pending.keys()) {
      if (this.#pending.size <= TEXTS_MOST) break;
      this.#flush(oldest);
    }
  }

  close(): void {
    for (const { timer } of this.#pending.values()) clearTimeout(timer);
    this.#pending.clear();
  }

  #begin(key: string): Pending<T> {
    const timer = setTimeout(() => {
      if (this.#pending.get(key)?.parts.size === 1) this.#oneByOne = true;
      this.#flush(key);
    }, this.#waitMs).unref();
    const pending = { parts: new Map<number, T>(), timer };
    this.#pending.set(key, pending);
    return pending;
  }

  #flush(key: string, complete = false): void {
    const pending = this.#pending.get(key);
    if (pending === undefined) return;
    clearTimeout(pending.timer);
    this.#pending.delete(key);
    const inOrder = [...pending.parts].sort(([one], [other]) => one - other).map(([, part]) => part);
    if (complete) this.#whole(inOrder);
    else for (const part of inOrder) this.#whole([part]);
  }
}
