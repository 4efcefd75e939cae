import { randomFillSync } from 'node:crypto';

declare const brand: unique symbol;

/** A UUIDv7 that belongs to one noun: `Id<'report'>` and `Id<'person'>` do not mix. */
export type Id<Noun extends string> = string & { readonly [brand]: Noun };

/**
 * A new UUIDv7 (RFC 9562, section 5.7): 48 bits of Unix milliseconds, then random.
 * Made in the app, not in the database, so that a row's id is known before it is written
 * and no hot table hangs on a sequence.
 */
export function newId<Noun extends string>(at: number = Date.now()): Id<Noun> {
  const bytes = randomFillSync(Buffer.allocUnsafe(16));
  bytes.writeUIntBE(at, 0, 6);
  bytes[6] = 0x70 | ((bytes[6] as number) & 0x0f);
  bytes[8] = 0x80 | ((bytes[8] as number) & 0x3f);
  const hex = bytes.toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}` as Id<Noun>;
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

/** The value as an id, or undefined where it is not a lower-case UUID. */
export function parseId<Noun extends string>(value: unknown): Id<Noun> | undefined {
  return typeof value === 'string' && UUID.test(value) ? (value as Id<Noun>) : undefined;
}
