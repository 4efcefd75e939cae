import { createHash, hkdfSync, randomBytes } from 'node:crypto';
import type { Config } from '../../kernel/index.ts';

/** A receipt that was opened on the pages stays open so long: without use, and at most. Milliseconds. */
export const SESSION_IDLE = 15 * 60_000;
export const SESSION_LIFE = 30 * 60_000;

/**
 * Name of the pages' cookie: HttpOnly, SameSite=Strict, Secure under https, Path=/, no Max-Age (it dies with the window).
 * `__Host-` binds it to this host and to https; plain http (one machine, no TLS) cannot have it.
 */
export function receiptCookieName(config: Pick<Config, 'publicProtocol'>): string {
  return config.publicProtocol === 'https' ? '__Host-lachan-receipt' : 'lachan_receipt';
}

/** 32 random bytes, base64url. Only the reader's cookie holds it. */
export function newSessionToken(): string {
  return randomBytes(32).toString('base64url');
}

export function isSessionToken(value: string): boolean {
  return /^[\w-]{43}$/.test(value);
}

/** What is stored of a token. It is 256 random bits, so a plain hash does. */
export function sessionTokenHash(token: string): Buffer {
  return createHash('sha256').update('la-chan receipt session').update(token).digest();
}

/** The secret that wraps the thread's key for the session's short life. */
export function sessionSecret(token: string): Uint8Array {
  return new Uint8Array(hkdfSync('sha256', Buffer.from(token, 'base64url'), '', 'la-chan/1|receipt-session', 32));
}

/** The token in a `cookie` header, as the pages set it; undefined where there is none or two, since two mean that somebody planted one. */
export function receiptSessionIn(
  config: Pick<Config, 'publicProtocol'>,
  header: string | null | undefined,
): string | undefined {
  const name = `${receiptCookieName(config)}=`;
  const values = (header ?? '')
    .split(';')
    .flatMap((part) => (part.trim().startsWith(name) ? [part.trim().slice(name.length)] : []));
  // The pages write after a full stop when the receipt was opened before.
  return values.length === 1 ? values[0]?.split('.', 1)[0] : undefined;
}
