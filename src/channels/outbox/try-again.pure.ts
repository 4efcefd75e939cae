import { HOUR, MINUTE } from '../../kernel/time.pure.ts';

const SECOND = 1_000;

/** How long a message waits after each try that failed; after the last it is dead. */
const PAUSES = [5 * SECOND, 20 * SECOND, MINUTE, 5 * MINUTE, 15 * MINUTE, HOUR, 3 * HOUR, 6 * HOUR, 12 * HOUR] as const;
export const TRIES = PAUSES.length + 1;
/** After how long the provider is asked what became of a message, each time that it did not know. */
const LOOKS = [2 * MINUTE, 2 * MINUTE, 10 * MINUTE, HOUR, 6 * HOUR] as const;

/**
 * Milliseconds until the next try.
 * @param tries made so far, the failed one included
 * @param afterMs what the provider asked for
 */
export function pauseAfter(tries: number, afterMs = 0): number {
  return Math.max(PAUSES[Math.min(tries, PAUSES.length) - 1] ?? PAUSES[0], afterMs);
}

/** When a message is looked at next: not later than it is of use, so that it ends there and is not tried again by somebody who was late. */
export const notLaterThan = (notAfter: Date | null, at: Date): Date =>
  notAfter !== null && notAfter < at ? notAfter : at;

/** Milliseconds until the provider is asked again; undefined where a person decides. @param looks made so far */
export const pauseBeforeLook = (looks: number): number | undefined => LOOKS[looks];
