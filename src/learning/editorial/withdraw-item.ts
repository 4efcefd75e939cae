import { actOnRecord, type Ctx, ok, type Result, readTextInput } from '../../kernel/index.ts';
import { refuse } from '../refusals.ts';
import { EDITOR_NOTE } from './editor-note.ts';
import { ITEM, itemRecord } from './item-record.ts';
import { insertItemEvent, updateItem } from './item-store.ts';
import { endStanding } from './publication-store.ts';

/**
 * Takes an item from the readers at once, and what was to come of it; one person does it alone, since what is wrong may not stay. Its text
 * stays with the editors. Refusals: those of an act on an item and of a text, `learning-item.nothing-published`
 */
export async function withdrawItem(
  ctx: Ctx,
  { item, reason }: { readonly item: string; readonly reason: string },
): Promise<Result<void>> {
  const note = readTextInput(reason, 'reason', EDITOR_NOTE);
  if (!note.ok) return note;
  return actOnRecord(itemRecord, ctx, 'learning-item.withdraw', { id: item }, async (tx, row, actor) => {
    if ((await endStanding(tx, row.id, actor.person)) === 0) return refuse('learning-item.nothing-published');
    await updateItem(tx, row, {});
    await insertItemEvent(tx, row.id, 'withdrawn', { note: note.value });
    tx.audit({ action: 'learning-item.withdraw', object: { kind: ITEM, id: row.id } });
    return ok();
  });
}
