import { type Ctx, ok, type Result, type Stretching, systemActor, type Tx } from '../../kernel/index.ts';
import { clearRemovalReceipt, removalByLocator } from './removal-store.ts';

/** What the receipt of a request is checked with; the words themselves are nowhere. */
export interface RemovalReceipt extends Stretching {
  readonly removal: string;
  readonly salt: Uint8Array;
  readonly verifier: Uint8Array;
}

/**
 * The request that a locator names, for whoever checks receipts of every kind (intake).
 * @param tx of the platform
 */
export async function removalReceipt(tx: Tx, locator: string): Promise<RemovalReceipt | undefined> {
  const row = await removalByLocator(tx, locator);
  return row && { removal: row.id, ...row };
}

/** Another receipt opens the request from now on; its own opens nothing any more. Doing it twice changes nothing. */
export async function dropRemovalReceipt(ctx: Ctx, removal: string): Promise<Result<void>> {
  return ctx.as(systemActor('hashes.drop-removal-receipt')).transaction(async (tx) => {
    await clearRemovalReceipt(tx, removal);
    return ok();
  });
}
