import { setTimeout as pause } from 'node:timers/promises';
import { ok, type Result } from '../kernel/index.ts';
import type { Listening } from './adapter.ts';
import type { InboundEvent } from './inbound-event.ts';

/** What a house that listens keeps: events once by their id, and the cursor with them. */
export class TestHouse {
  readonly events: InboundEvent[] = [];
  cursor: string | null = null;
  lives = 0;
  /** Whether what comes is refused, as while the database is away. */
  away: Result<void> = ok();
  /** Called when something was stored, before whoever brought it is told. */
  stored: () => void = () => undefined;
  readonly #ends: AbortController[] = [];

  listening(): Listening {
    const ends = new AbortController();
    this.#ends.push(ends);
    return {
      cursor: this.cursor,
      hear: async (events, cursor) => {
        if (!this.away.ok) return this.away;
        for (const event of events) if (!this.events.some(({ id }) => id === event.id)) this.events.push(event);
        if (cursor !== undefined) this.cursor = cursor;
        if (events.length > 0) this.stored();
        return ok();
      },
      alive: () => {
        this.lives += 1;
      },
      signal: ends.signal,
    };
  }

  end(): void {
    for (const ends of this.#ends) ends.abort();
  }
}

/** Waits for what becomes true by itself. @throws after 20 seconds */
export async function until(holds: () => boolean, what: string): Promise<void> {
  const end = Date.now() + 20_000;
  while (!holds()) {
    if (Date.now() > end) throw new Error(`never: ${what}`);
    await pause(10);
  }
}
