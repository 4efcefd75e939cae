import { createHmac } from 'node:crypto';
import type { Ctx } from '../context.ts';
import type { Tx } from '../database.ts';
import { ok, type Result } from '../result.ts';
import { STRETCHING, type Stretching, sameVerifier, stretch, verifierOf } from './receipt.ts';
import { lockLocator } from './receipt-tries-store.ts';

/** Wrong tries on one locator in an hour before it is locked. */
const WRONG_TRIES = 5;
const WINDOW = 3_600_000;
/** Stands in for the salt of a receipt that does not exist, so that both take the same time. */
const NO_SALT = Buffer.alloc(16, 0x5a);

/** Where a module counts wrong tries, by a keyed digest of the locator. */
export interface TriesStore {
  read(tx: Tx, locatorHash: Buffer): Promise<{ readonly windowFrom: Date; readonly wrong: number } | undefined>;
  save(tx: Tx, locatorHash: Buffer, windowFrom: Date, wrong: number): Promise<void>;
  forget(tx: Tx, locatorHash: Buffer): Promise<void>;
}

/** What a stored receipt is checked with. */
export interface CheckedReceipt extends Stretching {
  readonly salt: Uint8Array;
  readonly verifier: Uint8Array;
}

export interface ReceiptTry<R extends CheckedReceipt, T> {
  readonly locator: string;
  readonly words: readonly string[];
  /** Name of the key under which locators are counted. */
  readonly purpose: string;
  readonly tries: TriesStore;
  /** Audit chain and action of a wrong try, and the code that it is refused with. */
  readonly organisation: string;
  readonly action: string;
  readonly refusal: string;
  find(tx: Tx, locator: string): Promise<R | undefined>;
  /** Runs in the transaction of the check. @param stretched the words, stretched with the receipt's salt */
  opened(tx: Tx, receipt: R, stretched: Uint8Array): Promise<T>;
}

export type TriedReceipt<T> =
  | { readonly opened: T }
  | { readonly wrong: true }
  | { readonly locked: { readonly retryAfterSeconds: number; readonly call: '111' } };

/**
 * Checks the words of a receipt. Five wrong tries per locator and hour, counted for locators that do not exist too; one
 * that does not exist answers, and takes as long, as wrong words do.
 * @param ctx acts as the job that may read receipts
 */
export async function tryReceipt<R extends CheckedReceipt, T>(
  ctx: Ctx,
  given: ReceiptTry<R, T>,
): Promise<Result<TriedReceipt<T>>> {
  const { vault } = ctx.kernel;
  const locatorHash = createHmac('sha256', await vault.derive(given.purpose))
    .update(given.locator)
    .digest();
  // A wrong try must be written, so the transaction ends well and the refusal is made after it.
  return ctx.transaction<TriedReceipt<T>>(async (tx) => {
    // One try after another per locator, so that tries in parallel cannot outrun their count. Held until the commit.
    await lockLocator(tx, locatorHash);
    const tries = await given.tries.read(tx, locatorHash);
    const windowEnd = tries ? tries.windowFrom.getTime() + WINDOW : 0;
    const wrongSoFar = tries && windowEnd > tx.now.getTime() ? tries.wrong : 0;
    if (wrongSoFar >= WRONG_TRIES) {
      const retryAfterSeconds = Math.ceil((windowEnd - tx.now.getTime()) / 1_000);
      return ok({ locked: { retryAfterSeconds, call: '111' } });
    }
    const receipt = await given.find(tx, given.locator);
    const stretched = await stretch(given.words, receipt?.salt ?? NO_SALT, receipt ?? STRETCHING);
    if (sameVerifier(receipt?.verifier ?? Buffer.alloc(32), await verifierOf(vault, stretched)) && receipt) {
      if (tries) await given.tries.forget(tx, locatorHash);
      return ok({ opened: await given.opened(tx, receipt, stretched) });
    }
    const windowFrom = wrongSoFar > 0 && tries ? tries.windowFrom : tx.now;
    await given.tries.save(tx, locatorHash, windowFrom, wrongSoFar + 1);
    // No object: the entry must not say whether the receipt exists.
    tx.audit({
      organisation: given.organisation,
      action: given.action,
      outcome: 'refused',
      codes: { refusal: given.refusal, try: wrongSoFar + 1 },
    });
    return ok({ wrong: true });
  });
}
