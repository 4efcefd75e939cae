import { type Ctx, exclude, ok, type Result } from '../../kernel/index.ts';
import { auditOf, itemAct } from './item-record.ts';
import { insertItemEvent } from './item-store.ts';

/** Whoever knows somebody in it, or has another conflict of interest, says so and is kept from the item from then on. */
export function declareItemConflict(ctx: Ctx, input: { readonly item: string }): Promise<Result<void>> {
  return itemAct(ctx, 'content-item.declare-conflict', input, async (tx, item, actor) => {
    await insertItemEvent(tx, item.id, 'conflict-declared');
    tx.audit(auditOf(item, 'content-item.declare-conflict'));
    await exclude(tx, {
      objectKind: 'content-item',
      objectId: item.id,
      subject: { kind: 'person', value: actor.person },
      reason: 'CONFLICT',
    });
    return ok();
  });
}
