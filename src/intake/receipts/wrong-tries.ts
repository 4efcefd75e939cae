import { type Ctx, HOUR, type Kernel, keyedDigest, type Tx } from '../../kernel/index.ts';
import { addWrongTry } from './receipt-store.ts';

/**
 * What slows down whoever tries words on receipts. The words have 66 bits, so nothing is ever locked: who has tried wrongly waits, longer
 * each time, and the right words open at once for everybody who has not, whatever others do to the same receipt.
 *
 * Counts by address live in this process alone, since an address is stored nowhere. Wrong tries by locator are counted in the database
 * for the audit, by a keyed digest: locators that do not exist count too.
 */

/** Wrong tries of one address on one locator before it waits. */
export const FREE_TRIES = 5;
/** The same on any locators: a class, or a whole network of telephones, may share an address. */
const FREE_TRIES_OF_ADDRESS = 20;
const LONGEST_WAIT = 60_000;
const FORGET_AFTER = HOUR;
/** Addresses and pairs kept at most; beyond it the oldest goes, and begins anew. */
const KEPT = 50_000;

interface Count {
  wrong: number;
  /** When the next try is looked at, in milliseconds. */
  next: number;
  last: number;
}

const counts = new WeakMap<Kernel, Map<string, Count>>();

function countsOf(kernel: Kernel): Map<string, Count> {
  const kept = counts.get(kernel) ?? new Map<string, Count>();
  counts.set(kernel, kept);
  return kept;
}

/** A try that was let through. It counts as wrong until it was right, so that tries all at once do not outrun their count. */
export interface Try {
  right(): void;
}

/** @returns the try, or the milliseconds until this address may try again */
export function beginTry(ctx: Ctx, locator: string): Try | number {
  const { address } = ctx;
  if (address === undefined) return { right: () => undefined };
  const kept = countsOf(ctx.kernel);
  const now = ctx.now.getTime();
  const own = (
    [
      [`${address} ${locator}`, FREE_TRIES],
      [address, FREE_TRIES_OF_ADDRESS],
    ] as const
  ).map(([key, free]) => {
    const known = kept.get(key);
    const count = known && now - known.last < FORGET_AFTER ? known : { wrong: 0, next: 0, last: now };
    return { key, free, count };
  });
  const wait = Math.max(...own.map(({ count }) => count.next - now));
  if (wait > 0) return wait;
  for (const { key, free, count } of own) {
    count.wrong += 1;
    count.last = now;
    if (count.wrong >= free) count.next = now + Math.min(LONGEST_WAIT, 1_000 * 2 ** (count.wrong - free));
    kept.delete(key);
    kept.set(key, count);
  }
  while (kept.size > KEPT) kept.delete(kept.keys().next().value as string);
  return {
    right: () => {
      for (const { count } of own) {
        count.wrong -= 1;
        count.next = 0;
      }
    },
  };
}

/** Counts a wrong try for the audit, which gets one entry for a locator and hour (`intake.sweep-receipts`). */
export async function countWrongTry(ctx: Ctx, tx: Tx, locator: string): Promise<void> {
  await addWrongTry(tx, await keyedDigest(ctx.kernel.vault, 'receipt-attempt', locator));
}
