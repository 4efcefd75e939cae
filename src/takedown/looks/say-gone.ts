import { actAs, type Ctx, newId, ok, type Result, systemActor, type Tx } from '../../kernel/index.ts';
import { type ApprovalKind, askApproval, lapseApproval } from '../../work/index.ts';
import { itemEvent } from '../items/item-event.ts';
import { auditOf, itemAct, itemRecord } from '../items/item-record.ts';
import { findItem, insertItemEvent } from '../items/item-store.ts';
import { ordersOfItem } from '../orders/order-store.ts';
import { refuse } from '../refusals.ts';
import type { ItemRow } from '../tables.ts';
import { endsByPersons, seenBy, seenGone } from './look.ts';
import { lookRules } from './look-rules.ts';
import { changeSeenGone, insertSeenGone, placesOf, probedPlaces, waitingSeenGone } from './look-store.ts';
import { endItem } from './settle-look.ts';
import { isLookable } from './watch-item.ts';

export const SEEN_GONE = 'content-item-gone';
const ITEM = 'content-item';
const LOOKS = systemActor('takedown.looks');
const STANDS: readonly string[] = ['ORDERED', 'RETURNED'];

/** Whether two persons may end an item as it stands now. */
export async function mayEndByPersons(tx: Tx, item: ItemRow): Promise<boolean> {
  if (!STANDS.includes(item.state)) return false;
  const probed = await probedPlaces(tx, item.id);
  const sights = (await placesOf(tx, item.id)).map((one) => ({
    outcome: one.last_outcome,
    missed: one.misses >= lookRules.missesNeeded,
    waits: one.attention !== null,
    probed: probed.has(one.id),
  }));
  return endsByPersons(sights, isLookable(item));
}

/**
 * Says that an item is gone, by what the actor saw themselves, where no machine can tell: words alone say so and its platform has no
 * probe, or a bare name leads nowhere. Nothing changes before a second person has agreed. What stands in the note is sealed and read by
 * who decides. Refusals: those of an act on an item, `content-look.tells-itself`, `content-look.sight-unusable`, those of an approval
 */
export function sayGone(
  ctx: Ctx,
  input: {
    readonly item: string;
    readonly seen: string;
    readonly means: string;
    readonly note?: string | undefined;
  },
): Promise<Result<void>> {
  return itemAct(ctx, 'content-item.look', { item: input.item, readOnly: true }, async (tx, item, actor) => {
    const seen = seenGone.find((one) => one === input.seen);
    const means = seenBy.find((one) => one === input.means);
    if (seen === undefined || means === undefined)
      return refuse('content-look.sight-unusable', { field: seen === undefined ? 'seen' : 'means' });
    if (!(await mayEndByPersons(tx, item))) return refuse('content-look.tells-itself');
    const waits = await waitingSeenGone(tx, item.id);
    // What was said of it before and has lapsed waits no longer.
    if (!waits) await lapseApproval(tx, { kind: SEEN_GONE, object: item.id });
    const id = newId<'seen-gone'>(tx.now.getTime());
    if (!waits)
      await actAs(tx, LOOKS, (system) =>
        insertSeenGone(system, {
          id,
          item_id: item.id,
          approval_id: null,
          seen,
          means,
          agency: actor.agency,
          proposed_by: actor.person,
          proposed_at: tx.now,
          state: 'WAITING',
          decided_by: null,
          decided_at: null,
        }),
      );
    const asked = await askApproval(ctx, tx, {
      kind: SEEN_GONE,
      object: { kind: ITEM, id: item.id },
      agency: actor.agency,
      madeBy: [actor.person],
      ...(input.note === undefined ? {} : { reason: input.note }),
    });
    if (!asked.ok) return asked;
    await actAs(tx, LOOKS, (system) => changeSeenGone(system, id, { approval_id: asked.value.id }));
    await insertItemEvent(tx, item.id, 'seen-gone', { seen, means });
    tx.audit({ ...auditOf(item, 'content-item.look'), codes: { seenGone: seen, means } });
    tx.notify(itemEvent(item.id, item.agency));
    return ok();
  });
}

/** A second person agrees that an item is gone, or does not. */
export const seenGoneApproval: ApprovalKind = {
  code: SEEN_GONE,
  async content(_ctx, tx, id) {
    const [row, item] = [await waitingSeenGone(tx, id), await findItem(tx, id)];
    return row && item && [`content-item ${id}`, `state ${item.state}`, `seen ${row.id} ${row.seen} ${row.means}`];
  },
  async mayDecide(ctx, tx, { object }) {
    const [row, item] = [await waitingSeenGone(tx, object.id), await findItem(tx, object.id)];
    return (
      row !== undefined &&
      item !== undefined &&
      STANDS.includes(item.state) &&
      ctx.actor.kind === 'person' &&
      itemRecord.can?.(ctx.actor, 'content-item.look', item, ctx.now) === true
    );
  },
  async decided(ctx, tx, { object }, decision) {
    const { actor } = ctx;
    if (actor.kind !== 'person') return refuse('content-item.wrong-state');
    const item = await findItem(tx, object.id);
    const done = await actAs(tx, LOOKS, async (system): Promise<Result<void>> => {
      const row = await waitingSeenGone(system, object.id, 'for update');
      // Taken back after it had lapsed.
      if (!row) return decision === 'WITHDRAWN' ? ok() : refuse('content-item.wrong-state');
      const state = decision === 'APPROVED' ? 'AGREED' : decision;
      const set = { state, decided_by: actor.person, decided_at: system.now } as const;
      if (decision !== 'APPROVED') {
        await changeSeenGone(system, row.id, set);
        return ok();
      }
      const locked = await findItem(system, object.id, 'for update');
      // A look may have found it since, or its platform may tell by now.
      if (!locked || !(await mayEndByPersons(system, locked))) return refuse('content-look.tells-itself');
      await changeSeenGone(system, row.id, set);
      const ended = await endItem(system, locked, await ordersOfItem(system, locked.id), row.proposed_at, {
        persons: true,
      });
      return ended ? ok() : refuse('content-item.wrong-state');
    });
    if (!done.ok) return done;
    if (item) {
      await insertItemEvent(tx, item.id, decision === 'APPROVED' ? 'seen-gone-agreed' : 'seen-gone-refused');
      tx.audit({ ...auditOf(item, 'content-item.look'), codes: { seenGone: decision } });
      tx.notify(itemEvent(item.id, item.agency));
    }
    return ok();
  },
  async facts(_ctx, tx, { object }) {
    const [row, item] = [await waitingSeenGone(tx, object.id), await findItem(tx, object.id)];
    return row && item && { reference: item.reference, seen: row.seen };
  },
};
