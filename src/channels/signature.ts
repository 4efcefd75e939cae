import { timingSafeEqual } from 'node:crypto';

/** Whether two texts are equal, in a time that depends on the length of the expected one alone. */
export function sameText(shown: string, expected: string): boolean {
  const right = Buffer.from(expected);
  const given = Buffer.from(shown);
  const whole = Buffer.alloc(right.length);
  given.copy(whole);
  return timingSafeEqual(whole, right) && given.length === right.length;
}

/** A clock of theirs may be ahead of ours by so much. */
const AHEAD_MOST = 600_000;

/** Whether a moment that a network wrote lies in the window in which it may still be delivering. */
export function isWithinWindow(at: Date, now: Date, window: number): boolean {
  const age = now.getTime() - at.getTime();
  return age <= window && age >= -AHEAD_MOST;
}

/** The body as JSON, or undefined: no UTF-8, no JSON. */
export function bodyJson(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch {
    return undefined;
  }
}
