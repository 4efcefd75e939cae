import { actOnRecord, type Ctx, isDate, ok, type Result } from '../../kernel/index.ts';
import { refuse } from '../refusals.ts';
import { ITEM, itemRecord } from './item-record.ts';
import { insertItemEvent, updateItem } from './item-store.ts';

/**
 * Says who works on an item and until when, or that nobody does any more; also takes it over from somebody else, who sees it in its history.
 * @param input.dueOn `YYYY-MM-DD`
 * Refusals: those of an act on an item, `learning-item.dates-unusable`
 */
export async function claimItem(
  ctx: Ctx,
  input: { readonly item: string; readonly claim: boolean; readonly dueOn?: string | undefined },
): Promise<Result<void>> {
  if (input.dueOn !== undefined && !isDate(input.dueOn))
    return refuse('learning-item.dates-unusable', { field: 'dueOn' });
  return actOnRecord(itemRecord, ctx, 'learning-item.claim', { id: input.item }, async (tx, row, actor) => {
    await updateItem(tx, row, {
      claimed_by: input.claim ? actor.person : null,
      claimed_at: input.claim ? tx.now : null,
      due_on: input.claim ? (input.dueOn ?? null) : null,
    });
    await insertItemEvent(tx, row.id, input.claim ? 'claimed' : 'released');
    tx.audit({
      action: 'learning-item.claim',
      object: { kind: ITEM, id: row.id },
      codes: { claimed: input.claim },
    });
    return ok();
  });
}
