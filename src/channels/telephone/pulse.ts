import { repeat } from '../../kernel/index.ts';

/**
 * Signs of life of an exchange. A connection can be dead and look open: one that gave no sign for `dead` is left, so that the desk
 * sees within ten seconds that the exchange is gone (PULSE below, and the adapter's `silentMs`). Milliseconds.
 */
export interface PulseTimes {
  readonly ask: number;
  readonly dead: number;
  /** How often the calls that are open are read again, so that one whose end was lost is closed. */
  readonly reread: number;
}
export const PULSE: PulseTimes = { ask: 2_000, dead: 7_000, reread: 20_000 };

/** Asks for a sign again and again. @returns `sign`, to be called at each sign of life, and `stop` */
export function watchPulse(
  times: PulseTimes,
  does: { readonly ask: () => void; readonly dead: () => void; readonly reread: () => void },
): { readonly sign: () => void; readonly stop: () => Promise<void> } {
  let last = performance.now();
  let read = last;
  const stop = repeat(times.ask, async () => {
    const now = performance.now();
    if (now - last > times.dead) return does.dead();
    does.ask();
    if (now - read > times.reread) {
      read = now;
      does.reread();
    }
  });
  return {
    sign: () => {
      last = performance.now();
    },
    stop,
  };
}

/** The time as it goes on from a moment that was given: a connection outlives the moment in which it was opened. */
export function runningTime(from: Date): () => Date {
  const began = performance.now();
  return () => new Date(from.getTime() + Math.round(performance.now() - began));
}
