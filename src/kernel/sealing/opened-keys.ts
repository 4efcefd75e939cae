import { createHash, createSecretKey, type KeyObject } from 'node:crypto';
import type { Clock } from '../clock.ts';
import type { KeyScope } from './key-scope.ts';

/** Milliseconds for which an opened key is kept, counted from when it was opened and not from its last use. */
const KEPT_FOR = 60_000;
/** Keys kept at most; the oldest goes first. A process with more live chats opens some of them anew. */
const MOST = 4_000;

/** A data key that a process has opened a moment ago. Its bytes lie outside the heap of JavaScript, and are wiped there when it is given up. */
export interface OpenedKey {
  readonly id: string;
  readonly secret: KeyObject;
}

interface Kept extends OpenedKey {
  readonly until: number;
}

/**
 * Data keys that were opened within the last minute, for the lines of live chats alone: opening one costs more than all else that is
 * done for a line. Who may have the key is asked each time before, by the row locks and the policy of its record; that a wrap was
 * taken away is seen after that minute.
 */
export class OpenedKeys {
  readonly #clock: Clock;
  readonly #kept = new Map<string, Kept>();
  #sweep: NodeJS.Timeout | undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** @param by what opened it, as `openedBy` names it */
  find(by: string): OpenedKey | undefined {
    const kept = this.#kept.get(by);
    if (kept && kept.until > this.#clock.now().getTime()) return kept;
    this.#kept.delete(by);
    return undefined;
  }

  /** @param ends when the wrap ends */
  keep(by: string, id: string, bytes: Uint8Array, ends: Date | null): OpenedKey {
    const secret = createSecretKey(bytes);
    const until = Math.min(this.#clock.now().getTime() + KEPT_FOR, ends?.getTime() ?? Number.POSITIVE_INFINITY);
    // At its place in time, so that the first is the oldest.
    this.#kept.delete(by);
    this.#kept.set(by, { id, secret, until });
    if (this.#kept.size > MOST)
      for (const oldest of this.#kept.keys()) {
        this.#kept.delete(oldest);
        break;
      }
    // One that nobody asks for again must go as well.
    this.#sweep ??= setTimeout(() => this.#takeAwayOld(), KEPT_FOR).unref();
    return { id, secret };
  }

  forget(): void {
    this.#kept.clear();
  }

  #takeAwayOld(): void {
    this.#sweep = undefined;
    const now = this.#clock.now().getTime();
    for (const [by, { until }] of this.#kept) if (until <= now) this.#kept.delete(by);
    if (this.#kept.size > 0) this.#sweep = setTimeout(() => this.#takeAwayOld(), KEPT_FOR / 6).unref();
  }
}

/** Names what opens a key: the record's class and the holder, and of a person's secret a digest, so that another one finds nothing. */
export function openedBy(
  { objectKind, objectId, fieldClass }: KeyScope,
  holder: { readonly kind: string; readonly holder: string; readonly secret?: Uint8Array },
): string {
  const secret = holder.secret === undefined ? '' : createHash('sha256').update(holder.secret).digest('base64');
  return JSON.stringify([objectKind, objectId, fieldClass, holder.kind, holder.holder, secret]);
}
