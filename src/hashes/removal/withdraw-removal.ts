import { type Ctx, ok, type Result, systemActor } from '../../kernel/index.ts';
import { nextStatus } from '../entries/entry.ts';
import { recordChanges, setStatus } from '../entries/entry-store.ts';
import { checkRemovalReceipt, type RemovalReceipt } from './check-removal-receipt.ts';
import { REMOVAL_AGENCY } from './removal.ts';
import { entriesOfRemoval, lockRemovals, markWithdrawn } from './removal-store.ts';

/**
 * Takes a request back. Its hashes leave the bank and every member's list, except those that somebody else asks for too.
 * Doing it twice changes nothing.
 */
export async function withdrawRemoval(ctx: Ctx, receipt: RemovalReceipt): Promise<Result<void>> {
  const removal = await checkRemovalReceipt(ctx, receipt);
  if (!removal.ok) return removal;
  const { id, withdrawnAt } = removal.value;
  if (withdrawnAt) return ok();
  return ctx.as(systemActor('hashes.withdraw-removal')).transaction(async (tx) => {
    await lockRemovals(tx);
    const gone = (await entriesOfRemoval(tx, id))
      .filter(({ wanted, status }) => wanted === 0 && nextStatus(status, 'withdrawn') !== undefined)
      .map(({ entry }) => entry);
    await markWithdrawn(tx, id);
    if (gone.length > 0) await setStatus(tx, gone, 'WITHDRAWN');
    tx.audit({
      organisation: REMOVAL_AGENCY,
      action: 'hash-removal.withdraw',
      object: { kind: 'hash-removal', id },
      codes: { entries: gone.length },
    });
    if (gone.length > 0) await recordChanges(tx, gone);
    return ok();
  });
}
