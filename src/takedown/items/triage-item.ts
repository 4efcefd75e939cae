import { type Ctx, ok, type Result } from '../../kernel/index.ts';
import { refuse } from '../refusals.ts';
import type { ItemRow } from '../tables.ts';
import { scoreOfItem, scoringNow } from '../triage/score-item.ts';
import { type AgeGroup, type ItemState, type Reach, type SetAsideReason, setAsideReasons } from './item.ts';
import { auditOf, itemAct, type OnItem } from './item-record.ts';
import { changeItem, insertItemEvent, moveItem } from './item-store.ts';

/** What a person says of an item at triage; absent leaves what is known. */
export interface TriageItem extends OnItem {
  readonly danger?: boolean | undefined;
  readonly selfMade?: boolean | undefined;
  readonly knownHash?: boolean | undefined;
  readonly ageGroup?: AgeGroup | undefined;
  readonly reachable?: Reach | undefined;
}

/**
 * Says what is known of an item and puts it before the graders; said again, it is corrected. Refusals: those of an act on an
 * item, `record.changed-meanwhile`
 */
export function triageItem(ctx: Ctx, input: TriageItem): Promise<Result<{ state: ItemState }>> {
  return itemAct(ctx, 'content-item.triage', input, async (tx, item) => {
    const known: Partial<ItemRow> = {
      danger: input.danger ?? item.danger,
      self_made: input.selfMade ?? item.self_made,
      known_hash: input.knownHash ?? item.known_hash,
      age_group: input.ageGroup ?? item.age_group,
      reachable: input.reachable ?? item.reachable,
    };
    const { factors: _factors, ...rest } = known;
    const scored = scoreOfItem(
      { ...item, ...known },
      await scoringNow(ctx, tx, item.domain_mark ? [item.domain_mark] : []),
    );
    if (!(await changeItem(tx, item, { ...rest, ...scored }))) throw new Error('a locked item changed');
    let state: ItemState = item.state;
    if (item.state === 'RECEIVED')
      state =
        (await moveItem(tx, { ...item, version: item.version + 1 }, 'triaged', {}, { score: scored.score })) ?? state;
    else await insertItemEvent(tx, item.id, 'triage-changed', { score: scored.score });
    tx.audit({ ...auditOf(item, 'content-item.triage'), codes: { state, score: scored.score, tier: scored.tier } });
    return ok({ state });
  });
}

/** Takes an item out of the queue without a grade, with a reason of the list; it can be taken up again. */
export function setItemAside(
  ctx: Ctx,
  input: OnItem & { readonly reason: string },
): Promise<Result<{ state: ItemState }>> {
  return itemAct(ctx, 'content-item.set-aside', input, async (tx, item) => {
    const reason = setAsideReasons.find((one) => one === input.reason) as SetAsideReason | undefined;
    // A child in danger is not put aside by one person's click.
    if (reason === undefined || item.danger === true)
      return refuse('content-item.wrong-state', {
        field: 'reason',
        facts: { state: item.state, danger: item.danger === true },
      });
    const state = await moveItem(tx, item, 'set-aside', { set_aside_reason: reason }, { reason });
    if (state === undefined) return refuse('content-item.wrong-state', { facts: { state: item.state } });
    tx.audit({ ...auditOf(item, 'content-item.set-aside'), codes: { reason } });
    return ok({ state });
  });
}

/** Takes up again what was set aside. */
export function takeUpItem(ctx: Ctx, input: OnItem): Promise<Result<{ state: ItemState }>> {
  return itemAct(ctx, 'content-item.take-up', input, async (tx, item) => {
    const state = await moveItem(tx, item, 'taken-up', { set_aside_reason: null });
    if (state === undefined) return refuse('content-item.wrong-state', { facts: { state: item.state } });
    tx.audit(auditOf(item, 'content-item.take-up'));
    return ok({ state });
  });
}
