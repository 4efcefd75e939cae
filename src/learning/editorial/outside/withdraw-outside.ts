import { actOnRecord, type Ctx, ok, parseId, type Result } from '../../../kernel/index.ts';
import { refuse } from '../../refusals.ts';
import { ITEM, itemRecord } from '../item-record.ts';
import { insertItemEvent, updateItem } from '../item-store.ts';
import { findLook, updateLook } from './outside-look-store.ts';

/** Takes a link back before it is answered. Refusals: those of an act on an item, `outside-look.not-open` */
export async function withdrawOutside(
  ctx: Ctx,
  { item, look }: { readonly item: string; readonly look: string },
): Promise<Result<void>> {
  return actOnRecord(itemRecord, ctx, 'learning-item.ask-outside', { id: item }, async (tx, row, actor) => {
    const id = parseId<'outside-look'>(look);
    const found = id === undefined ? undefined : await findLook(tx, row.id, id);
    if (!found || found.answered_at !== null || found.withdrawn_at !== null) return refuse('outside-look.not-open');
    await updateLook(tx, found.id, { withdrawn_at: tx.now, withdrawn_by: actor.person });
    await updateItem(tx, row, {});
    await insertItemEvent(tx, row.id, 'outside-withdrawn');
    tx.audit({ action: 'learning-item.ask-outside', object: { kind: ITEM, id: row.id }, codes: { withdrawn: true } });
    return ok();
  });
}
