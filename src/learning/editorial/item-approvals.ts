import type { Ctx, Tx } from '../../kernel/index.ts';
import { type ApprovalKind, lapseApproval } from '../../work/index.ts';
import { itemPolicy } from './editorial-policies.ts';
import { ITEM } from './item-record.ts';
import { findItem, versionOf } from './item-store.ts';

/** Asked for by whoever sends the text, decided by somebody else. */
export const FIRST_APPROVAL = ITEM;
/** Asked for by the first approval, decided by a second person. */
export const SECOND_APPROVAL = 'learning-item-second';

/** An approval is a part of reading the text on its page: `approveItem`, `sendBackItem`. */
const approval = (code: string): ApprovalKind => ({
  code,
  async content(_ctx, tx, id) {
    const row = await findItem(tx, id);
    const head = row && (await versionOf(tx, row.id, row.head));
    return head && [`learning-item ${id}`, `version ${head.number}`, `hash ${head.hash}`];
  },
  async mayDecide(ctx: Ctx, tx: Tx, { object }) {
    const row = await findItem(tx, object.id);
    return row !== undefined && itemPolicy.can(ctx.actor, 'learning-item.approve', row, ctx.now);
  },
});

export const itemApproval = approval(FIRST_APPROVAL);
export const secondItemApproval = approval(SECOND_APPROVAL);

/** Nothing waits any more: the text has gone another way. */
export async function lapseItemApprovals(tx: Tx, item: string): Promise<void> {
  for (const kind of [FIRST_APPROVAL, SECOND_APPROVAL]) await lapseApproval(tx, { kind, object: item });
}
