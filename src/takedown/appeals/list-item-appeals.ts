import {
  actAs,
  type Ctx,
  DAY,
  HOUR,
  ok,
  type Result,
  refuseRequest,
  systemActor,
  type Tx,
} from '../../kernel/index.ts';
import { type DutySource, listedDuties, ownClock } from '../../work/index.ts';
import { findItem, itemReferences } from '../items/item-store.ts';
import { openJson } from '../sealed-json.ts';
import { actedOnItem, hadPart } from './acted-on-item.ts';
import { itemAppealPolicy } from './appeal-policies.ts';
import type { AppealState, AppealWords, ItemAppealRow } from './appeal-tables.ts';
import { answeredItemAppeals, openItemAppeals } from './item-appeal-store.ts';

/** Somebody answers within a day, as of a block. */
const ANSWERED_WITHIN = 24 * HOUR;
/** For so long what was answered stands below what waits. */
const SHOWN_FOR = 30 * DAY;
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
  readonly alerts: number;
  /** Who had a part in it does not judge it. */
  readonly mine: boolean;
}

/** One that was answered, with whom the answer reached. */
export interface ItemAppealDone {
  readonly id: string;
  readonly item: string;
  readonly reference: string;
  readonly code: string;
  readonly madeAt: Date;
  readonly answeredAt: Date;
  readonly state: AppealState;
  readonly orders: number;
  readonly blocks: number;
  readonly alerts: number;
}

interface Waiting {
  readonly appeal: ItemAppealRow;
  readonly reference: string;
  readonly orders: number;
  readonly blocks: number;
  readonly alerts: number;
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
      const counts = { orders: acted.orders.length, blocks: acted.blocks.length, alerts: acted.alerts.length };
      found.push({ appeal, reference: item.reference, ...counts, mine });
    }
    return found;
  });
}

async function answered(ctx: Ctx, tx: Tx): Promise<ItemAppealDone[]> {
  const rows = await answeredItemAppeals(tx, new Date(ctx.now.getTime() - SHOWN_FOR));
  const references = await actAs(tx, APPEALS, (system) =>
    itemReferences(
      system,
      rows.map((row) => row.item_id),
    ),
  );
  return rows.map((row) => ({
    id: row.id,
    item: row.item_id,
    reference: references.get(row.item_id) ?? '',
    code: row.code,
    madeAt: row.made_at,
    answeredAt: row.answered_at ?? row.made_at,
    state: row.state,
    orders: row.orders_reached ?? 0,
    blocks: row.blocks_reached ?? 0,
    alerts: row.alerts_reached ?? 0,
  }));
}

export interface ItemAppealList {
  readonly appeals: ItemAppealView[];
  readonly answered: ItemAppealDone[];
}

/** Appeals that wait, the oldest first, and those that were answered of late. Refusals: `access.not-permitted` */
export async function listItemAppeals(ctx: Ctx): Promise<Result<ItemAppealList>> {
  if (!itemAppealPolicy.couldEver(ctx.actor, 'item-appeal.answer', ctx.now))
    return refuseRequest('access.not-permitted');
  return ctx.transaction(async (tx): Promise<Result<ItemAppealList>> => {
    const views: ItemAppealView[] = [];
    for (const { appeal, ...rest } of await waiting(ctx, tx)) {
      const { text } = await openJson<AppealWords>(ctx.kernel, 'item_appeal', appeal);
      views.push({ id: appeal.id, item: appeal.item_id, code: appeal.code, madeAt: appeal.made_at, text, ...rest });
    }
    if (views.length > 0) tx.audit({ action: 'item-appeal.read', codes: { count: views.length } });
    return ok({ appeals: views, answered: await answered(ctx, tx) });
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
