import { actOnRecord, type Ctx, newId, ok, type Result } from '../../kernel/index.ts';
import { askApproval, settleApproval } from '../../work/index.ts';
import { refuse } from '../refusals.ts';
import { APPROVALS } from './item.ts';
import { FIRST_APPROVAL, SECOND_APPROVAL } from './item-approvals.ts';
import { ITEM, itemRecord } from './item-record.ts';
import {
  approvalsOf,
  insertApproval,
  insertItemEvent,
  unpublishedWriters,
  updateItem,
  versionOf,
} from './item-store.ts';

/**
 * One person has read exactly this text and says that it may be published; the second of two makes it ready. Nobody who wrote a part of it
 * that is not yet published, and of the first approval nobody who asked for it.
 * @param input.hash of the text that the person read
 * Refusals: those of an act on an item, `learning-item.wrong-stage`, `learning-item.own-text`, `learning-item.other-text`, those of approvals
 */
export async function approveItem(
  ctx: Ctx,
  { item, hash }: { readonly item: string; readonly hash: string },
): Promise<Result<{ readonly approvals: number }>> {
  return actOnRecord(itemRecord, ctx, 'learning-item.approve', { id: item }, async (tx, row, actor) => {
    const head = await versionOf(tx, row.id, row.head);
    if (!head || head.hash !== hash) return refuse('learning-item.other-text');
    const before = await approvalsOf(tx, head.id);
    const writers = await unpublishedWriters(tx, row.id);
    if ([...writers, ...before.map(({ person }) => person)].includes(actor.person))
      return refuse('learning-item.own-text');
    const settled = await settleApproval(ctx, tx, {
      kind: before.length === 0 ? FIRST_APPROVAL : SECOND_APPROVAL,
      object: row.id,
      decision: 'APPROVED',
    });
    if (!settled.ok)
      return settled.refusal.code === 'approval.not-yours-to-decide' ? refuse('learning-item.own-text') : settled;
    await insertApproval(tx, {
      id: newId<'item-approval'>(tx.now.getTime()),
      item_id: row.id,
      version_id: head.id,
      hash,
      person: actor.person,
      agency: actor.agency,
      at: tx.now,
    });
    const approvals = before.length + 1;
    if (approvals < APPROVALS) {
      await updateItem(tx, row, {});
      const asked = await askApproval(ctx, tx, {
        kind: SECOND_APPROVAL,
        object: { kind: ITEM, id: row.id },
        agency: null,
        madeBy: writers,
      });
      if (!asked.ok) return asked;
    } else await updateItem(tx, row, { stage: 'APPROVED' });
    await insertItemEvent(tx, row.id, 'approved', { number: row.head });
    tx.audit({
      action: 'learning-item.approve',
      object: { kind: ITEM, id: row.id },
      codes: { number: row.head, approvals },
    });
    return ok({ approvals });
  });
}
