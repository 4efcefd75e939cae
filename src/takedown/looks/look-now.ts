import { type Ctx, MINUTE, ok, type Result } from '../../kernel/index.ts';
import { auditOf, itemAct } from '../items/item-record.ts';
import { refuse } from '../refusals.ts';
import { lookRules } from './look-rules.ts';
import { placesOf } from './look-store.ts';
import { isLookable, lookSoon } from './watch-item.ts';

/**
 * Asks for a look now, in the background: at every address of the item, but those whose host has moved and waits for a decision.
 * Refusals: those of an act on an item, `content-look.not-possible`, `content-look.too-soon`
 */
export function lookNow(ctx: Ctx, input: { readonly item: string }): Promise<Result<void>> {
  // Who orders may change nothing of an item: the looks are the platform's.
  return itemAct(ctx, 'content-item.look', { item: input.item, readOnly: true }, async (tx, item) => {
    if (!isLookable(item) || item.is_demonstration) return refuse('content-look.not-possible');
    const latest = Math.max(0, ...(await placesOf(tx, item.id)).map((one) => one.last_at?.getTime() ?? 0));
    if (tx.now.getTime() - latest < lookRules.nowGapMinutes * MINUTE)
      return refuse('content-look.too-soon', { facts: { minutes: lookRules.nowGapMinutes } });
    await lookSoon(tx, item.id, 'OFFICER');
    tx.audit({ ...auditOf(item, 'content-item.look'), codes: { now: true } });
    return ok();
  });
}
