import { actOnRecord, type Ctx, ok, type Result } from '../../kernel/index.ts';
import { askApproval } from '../../work/index.ts';
import { refuse } from '../refusals.ts';
import { findBodyFaults } from './body-faults.ts';
import { houseContent } from './house-content.ts';
import { readBody } from './item.ts';
import { FIRST_APPROVAL, lapseItemApprovals, SECOND_APPROVAL } from './item-approvals.ts';
import { ITEM, itemRecord } from './item-record.ts';
import { approvalsOf, insertItemEvent, unpublishedWriters, updateItem, versionOf } from './item-store.ts';
import { voicedPartsOf, voicesIn } from './voices/item-voices.ts';

/**
 * Asks that two people approve the newest version. What is published stays meanwhile.
 * Refusals: those of an act on an item, `learning-item.wrong-stage`, `learning-item.has-faults`
 */
export async function sendForReview(
  ctx: Ctx,
  { item, version }: { readonly item: string; readonly version?: number | undefined },
): Promise<Result<void>> {
  return actOnRecord(itemRecord, ctx, 'learning-item.send', { id: item, version }, async (tx, row) => {
    const head = await versionOf(tx, row.id, row.head);
    const read = readBody(row.kind, head?.body);
    const voices = read.ok ? voicesIn(await voicedPartsOf(tx, read.item)) : undefined;
    const faults = read.ok ? findBodyFaults(read.item, houseContent().lists, voices) : [];
    if (!head || !read.ok || faults.length > 0)
      return refuse('learning-item.has-faults', { facts: { faults: faults.length } });
    await lapseItemApprovals(tx, row.id);
    await updateItem(tx, row, { stage: 'WAITING' });
    const asked = await askApproval(ctx, tx, {
      // A text that came back and is sent again as it was has its first approval already.
      kind: (await approvalsOf(tx, head.id)).length === 0 ? FIRST_APPROVAL : SECOND_APPROVAL,
      object: { kind: ITEM, id: row.id },
      agency: null,
      madeBy: await unpublishedWriters(tx, row.id),
    });
    if (!asked.ok) return asked;
    await insertItemEvent(tx, row.id, 'sent', { number: row.head });
    tx.audit({ action: 'learning-item.send', object: { kind: ITEM, id: row.id }, codes: { number: row.head } });
    return ok();
  });
}
