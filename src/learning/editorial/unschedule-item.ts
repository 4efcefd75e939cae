import { actOnRecord, type Ctx, ok, type Result } from '../../kernel/index.ts';
import { refuse } from '../refusals.ts';
import { ITEM, itemRecord } from './item-record.ts';
import { insertItemEvent, updateItem } from './item-store.ts';
import { endToCome } from './publication-store.ts';

/**
 * Takes back what was to be published at a later moment; what readers see now stays, and no longer gives way to it. Its approvals stay too.
 * Refusals: those of an act on an item, `learning-item.nothing-scheduled`
 */
export async function unscheduleItem(
  ctx: Ctx,
  { item, version }: { readonly item: string; readonly version?: number | undefined },
): Promise<Result<void>> {
  return actOnRecord(itemRecord, ctx, 'learning-item.unschedule', { id: item, version }, async (tx, row, actor) => {
    if ((await endToCome(tx, row.id, actor.person)) === 0) return refuse('learning-item.nothing-scheduled');
    await updateItem(tx, row, {});
    await insertItemEvent(tx, row.id, 'unscheduled');
    tx.audit({ action: 'learning-item.unschedule', object: { kind: ITEM, id: row.id } });
    return ok();
  });
}
