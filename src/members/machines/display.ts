import { randomInt } from 'node:crypto';
import { type Config, DAY, MINUTE } from '../../kernel/index.ts';

/** A screen that shows figures where nobody is signed in: a machine with one permission. */
export interface Display {
  readonly id: string;
  readonly name: string;
  readonly scopes: readonly string[];
  readonly validTo: Date;
  readonly revokedAt: Date | null;
  readonly lastSeenAt: Date | null;
  /** Until when its code can be typed; null where none waits. */
  readonly codeUntil: Date | null;
}

/** The one thing that a screen may do. */
export const DISPLAY_SCOPE = 'wall.read';

/** Ours: a screen is given its code while somebody stands before it, and its key is made anew twice a year. */
export const DISPLAY = { codeMs: 15 * MINUTE, mostMs: 180 * DAY, seenEveryMs: MINUTE } as const;

/** Without letters that are read as another on a screen: 31 of them, ten in a code, 49 bits for a quarter of an hour. */
const ALPHABET = '23456789ABCDEFGHJKMNPQRSTUVWXYZ';
const LENGTH = 10;

export function newDisplayCode(): string {
  const letters = Array.from({ length: LENGTH }, () => ALPHABET[randomInt(ALPHABET.length)]).join('');
  return `${letters.slice(0, 5)}-${letters.slice(5)}`;
}

/** A code as it was typed, without spaces, strokes and small letters; undefined where it cannot be one. */
export function readDisplayCode(typed: string): string | undefined {
  const letters = typed.toUpperCase().replace(/[\s-]/g, '');
  return letters.length === LENGTH && [...letters].every((one) => ALPHABET.includes(one))
    ? `${letters.slice(0, 5)}-${letters.slice(5)}`
    : undefined;
}

/** The cookie that holds a screen's key. It is no session: nothing but the page of the wall reads it. */
export function displayCookieName(config: Config): string {
  return config.publicProtocol === 'https' ? '__Host-lachan_wall' : 'lachan_wall';
}
