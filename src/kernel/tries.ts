import type { Ctx } from './context.ts';
import type { Kernel } from './kernel.ts';
import { HOUR, MINUTE } from './time.pure.ts';

const LONGEST_WAIT = MINUTE;
const FORGET_AFTER = HOUR;
/** Keys kept at most; beyond it the oldest goes, and begins anew. */
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

/**
 * Slows down an address that tries wrongly: after the free tries of a key it waits, longer each time up to a minute, and begins anew
 * after an hour. Nobody else waits for it. Counted in this process alone, since an address is stored nowhere.
 * @param keys what is counted of the address, and how many wrong tries of each are free; `''` counts all of the kind
 * @returns the try, or the milliseconds until this address may try again
 */
export function beginTry(
  ctx: Ctx,
  kind: string,
  keys: readonly (readonly [key: string, free: number])[],
): Try | number {
  const { address } = ctx;
  if (address === undefined) return { right: () => undefined };
  const kept = countsOf(ctx.kernel);
  const now = ctx.now.getTime();
  const own = keys.map(([of, free]) => {
    const key = [kind, address, of].join(' ');
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
