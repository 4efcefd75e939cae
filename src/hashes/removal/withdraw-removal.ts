import { type Ctx, ok, type Result, refuseRequest, systemActor } from '../../kernel/index.ts';
import { nextStatus } from '../entries/entry.ts';
import { recordChanges, setStatus } from '../entries/entry-store.ts';
import { REMOVAL_AGENCY } from './removal.ts';
import { entriesOfRemoval, lockRemovals, markWithdrawn, removalById } from './removal-store.ts';

/**
 * Takes a request back. Its hashes leave the bank and every member's list, except those that somebody else asks for too.
 * Doing it twice changes nothing. For the holder of its receipt alone, which whoever calls has checked.
 */
export async function withdrawRemoval(ctx: Ctx, removal: string): Promise<Result<void>> {
  return ctx.as(systemActor('hashes.withdraw-removal')).transaction(async (tx) => {
    await lockRemovals(tx);
    const row = await removalById(tx, removal);
    if (!row) return refuseRequest('record.not-found');
    if (row.withdrawnAt) return ok();
    const gone = (await entriesOfRemoval(tx, removal))
      .filter(({ wanted, status }) => wanted === 0 && nextStatus(status, 'withdrawn') !== undefined)
      .map(({ entry }) => entry);
    await markWithdrawn(tx, removal);
    if (gone.length > 0) await setStatus(tx, gone, 'WITHDRAWN');
    tx.audit({
      organisation: REMOVAL_AGENCY,
      action: 'hash-removal.withdraw',
      object: { kind: 'hash-removal', id: removal },
      codes: { entries: gone.length },
    });
    if (gone.length > 0) await recordChanges(tx, gone);
    return ok();
  });
}
