import { actOnRecord, type Ctx, ok, type Result, readTextInput } from '../../kernel/index.ts';
import { EDITOR_NOTE } from './editor-note.ts';
import { lapseItemApprovals } from './item-approvals.ts';
import { ITEM, itemRecord } from './item-record.ts';
import { insertItemEvent, updateItem } from './item-store.ts';

/**
 * Sends a text that waits back to be written again, and says why; whoever sent it takes it back in the same way. An approval that
 * was given is of this text, and counts again if it is sent as it is.
 * Refusals: those of an act on an item and of a text, `learning-item.wrong-stage`
 */
export async function sendBackItem(
  ctx: Ctx,
  { item, version, reason }: { readonly item: string; readonly version?: number | undefined; readonly reason: string },
): Promise<Result<void>> {
  const note = readTextInput(reason, 'reason', EDITOR_NOTE);
  if (!note.ok) return note;
  return actOnRecord(itemRecord, ctx, 'learning-item.send-back', { id: item, version }, async (tx, row) => {
    await lapseItemApprovals(tx, row.id);
    await updateItem(tx, row, { stage: 'SENT_BACK' });
    await insertItemEvent(tx, row.id, 'sent-back', { number: row.head, note: note.value });
    tx.audit({ action: 'learning-item.send-back', object: { kind: ITEM, id: row.id }, codes: { number: row.head } });
    return ok();
  });
}
