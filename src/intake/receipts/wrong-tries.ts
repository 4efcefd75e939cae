import { beginTry, type Ctx, keyedDigest, type Try, type Tx } from '../../kernel/index.ts';
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

/** @returns the try, or the milliseconds until this address may try again */
export function beginWordsTry(ctx: Ctx, locator: string): Try | number {
  return beginTry(ctx, 'receipt', [
    [locator, FREE_TRIES],
    ['', FREE_TRIES_OF_ADDRESS],
  ]);
}

/** Counts a wrong try for the audit, which gets one entry for a locator and hour (`intake.sweep-receipts`). */
export async function countWrongTry(ctx: Ctx, tx: Tx, locator: string): Promise<void> {
  await addWrongTry(tx, await keyedDigest(ctx.kernel.vault, 'receipt-attempt', locator));
}
