import { actOnRecord, type Ctx, ok, type Result } from '../../../kernel/index.ts';
import { refuse } from '../../refusals.ts';
import { linesOfBody } from '../body-lines.pure.ts';
import { ITEM, itemRecord } from '../item-record.ts';
import { updateItem, versionOf } from '../item-store.ts';
import { confirmPair } from './translation-store.ts';

/**
 * Says that the English of a line still says what its Vietnamese says now. The text and its approvals stay as they are.
 * @param input.path of the line in the newest version
 * @param input.vi the words that the editor saw
 * Refusals: those of an act on an item, `learning-item.other-text`
 */
export async function confirmTranslation(
  ctx: Ctx,
  input: { readonly item: string; readonly path: string; readonly vi: string; readonly en: string },
): Promise<Result<void>> {
  return actOnRecord(itemRecord, ctx, 'learning-item.write', { id: input.item }, async (tx, row, actor) => {
    const head = await versionOf(tx, row.id, row.head);
    const line = linesOfBody(head?.body).find(({ path }) => path === input.path);
    if (line === undefined || line.vi !== input.vi || line.en !== input.en) return refuse('learning-item.other-text');
    await confirmPair(tx, row.id, line, { person: actor.person, agency: actor.agency });
    await updateItem(tx, row, {});
    tx.audit({ action: 'learning-item.confirm-translation', object: { kind: ITEM, id: row.id } });
    return ok();
  });
}
