import { actAs, type Ctx, HOUR, ok, type Result, refuseRequest, systemActor, type Tx } from '../../kernel/index.ts';
import { type DutySource, listedDuties, ownClock } from '../../work/index.ts';
import { findItem } from '../items/item-store.ts';
import { openJson } from '../sealed-json.ts';
import { actedOnItem, hadPart } from './acted-on-item.ts';
import { itemAppealPolicy } from './appeal-policies.ts';
import type { AppealWords, ItemAppealRow } from './appeal-tables.ts';
import { openItemAppeals } from './item-appeal-store.ts';

/** Somebody answers within a day, as of a block. */
const ANSWERED_WITHIN = 24 * HOUR;
const APPEALS = systemActor('takedown.appeals');

export interface ItemAppealView {
  readonly id: string;
  readonly item: string;
  readonly reference: string;
  readonly code: string;
  readonly madeAt: Date;
  readonly text: string;
  /** What an answer would reach. */
  readonly orders: number;
  readonly blocks: number;
  /** Who had a part in it does not judge it. */
  readonly mine: boolean;
}

interface Waiting {
  readonly appeal: ItemAppealRow;
  readonly reference: string;
  readonly orders: number;
  readonly blocks: number;
  readonly mine: boolean;
}

async function waiting(ctx: Ctx, tx: Tx): Promise<Waiting[]> {
  const rows = await openItemAppeals(tx);
  const { actor } = ctx;
  return actAs(tx, APPEALS, async (system) => {
    const found: Waiting[] = [];
    for (const appeal of rows) {
      const item = await findItem(system, appeal.item_id);
      if (!item) continue;
      const acted = await actedOnItem(ctx.kernel, system, item);
      const mine = actor.kind === 'person' && !(await hadPart(system, item, acted, actor.person));
      const counts = { orders: acted.orders.length, blocks: acted.blocks.length };
      found.push({ appeal, reference: item.reference, ...counts, mine });
    }
    return found;
  });
}

/** Appeals that wait, the oldest first. Refusals: `access.not-permitted` */
export async function listItemAppeals(ctx: Ctx): Promise<Result<{ readonly appeals: ItemAppealView[] }>> {
  if (!itemAppealPolicy.couldEver(ctx.actor, 'item-appeal.answer', ctx.now))
    return refuseRequest('access.not-permitted');
  return ctx.transaction(async (tx): Promise<Result<{ readonly appeals: ItemAppealView[] }>> => {
    const views: ItemAppealView[] = [];
    for (const { appeal, ...rest } of await waiting(ctx, tx)) {
      const { text } = await openJson<AppealWords>(ctx.kernel, 'item_appeal', appeal);
      views.push({ id: appeal.id, item: appeal.item_id, code: appeal.code, madeAt: appeal.made_at, text, ...rest });
    }
    if (views.length > 0) tx.audit({ action: 'item-appeal.read', codes: { count: views.length } });
    return ok({ appeals: views });
  });
}

/** Appeals in the list of what waits. */
export const itemAppealDuties: DutySource = listedDuties({
  kind: 'item-appeal',
  topics: ['item-appeal.'],
  may: ({ actor, now }) => actor.kind === 'person' && itemAppealPolicy.couldEver(actor, 'item-appeal.answer', now),
  rows: (ctx) => ctx.transaction(async (tx) => ok(await waiting(ctx, tx))),
  duty: ({ appeal, reference, mine }) => ({
    object: { kind: 'content-item', id: appeal.item_id },
    reference,
    act: 'answer-appeal',
    facts: {},
    turn: { roles: ['takedown_officer'] },
    mine,
    clock: ownClock(appeal.made_at, new Date(appeal.made_at.getTime() + ANSWERED_WITHIN)),
    since: appeal.made_at,
  }),
});
