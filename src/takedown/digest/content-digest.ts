import { type Ctx, DAY, HOUR, ok, type Result, refuseRequest } from '../../kernel/index.ts';
import { itemPolicy } from '../policies.ts';
import {
  arrivedSince,
  type ChangedItem,
  changedItems,
  type DueOrder,
  dueOrders,
  lookedAt,
  movedSince,
  orderMoves,
  writeLook,
} from './digest-store.ts';

/** A shift: what ends within it is due. */
const SHIFT_HOURS = 8;
/** Who never looked, or not for long, is told of this much. */
const MOST_BACK = 7 * DAY;
const SHOWN = 40;

export interface ContentDigest {
  /** Since when, and whether that is the reader's last look or as far back as is told. */
  readonly since: string;
  readonly looked: boolean;
  readonly arrived: readonly { readonly source: string; readonly items: number; readonly danger: number }[];
  readonly moved: readonly { readonly code: string; readonly items: number }[];
  readonly orders: readonly { readonly code: string; readonly answer: string | null; readonly orders: number }[];
  readonly due: readonly (Omit<DueOrder, 'next_due_from' | 'next_due_at' | 'next_due_rule' | 'total'> & {
    readonly clock: { readonly from: string; readonly due: string; readonly rule: string };
  })[];
  readonly dueTotal: number;
  readonly items: readonly (Omit<ChangedItem, 'first_at' | 'changed_at'> & {
    readonly isNew: boolean;
    readonly changedAt: string;
  })[];
}

/**
 * What came, moved and is due since the reader's last look, as far as they see it. Looking does not move the mark: `markContentLooked` does.
 * Refusals: `access.not-permitted`
 */
export async function contentDigest(ctx: Ctx): Promise<Result<ContentDigest>> {
  const { actor } = ctx;
  if (actor.kind !== 'person' || !itemPolicy.couldEver(actor, 'content-item.list', ctx.now))
    return refuseRequest('access.not-permitted');
  return ctx.transaction(async (tx) => {
    const looked = await lookedAt(tx, actor.person);
    const least = new Date(tx.now.getTime() - MOST_BACK);
    const since = looked && looked > least ? looked : least;
    const due = await dueOrders(tx, new Date(tx.now.getTime() + SHIFT_HOURS * HOUR), SHOWN);
    return ok({
      since: since.toISOString(),
      looked: since === looked,
      arrived: await arrivedSince(tx, since),
      moved: await movedSince(tx, since),
      orders: await orderMoves(tx, since),
      due: due.map(({ id, reference, addressee, state, ...clock }) => ({
        id,
        reference,
        addressee,
        state,
        clock: {
          from: clock.next_due_from.toISOString(),
          due: clock.next_due_at.toISOString(),
          rule: clock.next_due_rule,
        },
      })),
      dueTotal: due[0]?.total ?? 0,
      items: (await changedItems(tx, since, SHOWN)).map(({ first_at: first, changed_at: changed, ...item }) => ({
        ...item,
        isNew: first > since,
        changedAt: changed.toISOString(),
      })),
    });
  });
}

/** Says that the reader has seen what came until now. Refusals: `access.not-permitted` */
export async function markContentLooked(ctx: Ctx): Promise<Result<void>> {
  const { actor } = ctx;
  if (actor.kind !== 'person' || !itemPolicy.couldEver(actor, 'content-item.list', ctx.now))
    return refuseRequest('access.not-permitted');
  return ctx.transaction(async (tx) => {
    await writeLook(tx, actor.person);
    return ok();
  });
}

/** Since when the reader has not looked: what a list marks as unread. Undefined where they never did. */
export async function contentLookedAt(ctx: Ctx): Promise<Result<Date | undefined>> {
  const { actor } = ctx;
  if (actor.kind !== 'person') return ok(undefined);
  return ctx.transaction(async (tx) => ok(await lookedAt(tx, actor.person)), { keep: true });
}
