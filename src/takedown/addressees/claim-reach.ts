import { actOnRecord, addDays, type Ctx, newId, ok, type Result, type Tx, vietnamDate } from '../../kernel/index.ts';
import { hasAgreement } from '../../members/index.ts';
import { addresseePolicy } from '../orders/order-policies.ts';
import type { AddresseeRow, ReachRow } from '../orders/order-tables.ts';
import { refuse } from '../refusals.ts';
import { isRung, type ReachKind, reachKinds, reachOverlaps, readReach } from './addressee.ts';
import { addresseeRecord } from './addressee-record.ts';
import { findReach, insertReach, reachOf, reachRows, updateReach } from './addressee-store.ts';

/** So many reaches and claims of one addressee are taken. */
const MOST = 500;

/** A claim beside what another addressee of the same rung has, or claims too. */
export interface ReachOverlap {
  readonly reach: string;
  readonly addressee: string;
  readonly name: string;
  readonly value: string;
  readonly holds: boolean;
}

export interface ReachClaim {
  readonly id: string;
  readonly addressee: {
    readonly id: string;
    readonly name: string;
    readonly kind: string;
    readonly agency: string | null;
  };
  readonly kind: ReachKind;
  readonly value: string;
  readonly claimedAt: string;
  readonly overlaps: readonly ReachOverlap[];
  readonly mayDecide: boolean;
}

/**
 * Says what an addressee can act on. A member says it of itself, and it waits; what an officer or the coordinator writes of somebody else
 * holds. Refusals: those of an act on a record, `addressee.not-found`, `addressee-reach.unusable`, `addressee-reach.there-already`,
 * `membership.no-agreement`
 */
export function claimReach(
  ctx: Ctx,
  input: { readonly addressee: string; readonly kind: string; readonly value: string },
): Promise<Result<{ readonly id: string; readonly state: 'CLAIMED' | 'HOLDS' }>> {
  return actOnRecord(addresseeRecord, ctx, 'addressee.keep', { id: input.addressee }, async (tx, row, actor) => {
    // Nothing is asked of a member that has no rung: it can act on nothing.
    if (!isRung(row.kind)) return refuse('addressee-reach.unusable', { field: 'kind' });
    const kind = reachKinds.find((one) => one === input.kind);
    if (kind === undefined) return refuse('addressee-reach.unusable', { field: 'kind' });
    const value = readReach(kind, input.value.slice(0, 300));
    if (value === undefined) return refuse('addressee-reach.unusable', { field: 'value' });
    const today = vietnamDate(tx.now);
    const there = await reachOf(tx, [row.id], today, ['CLAIMED', 'HOLDS']);
    if (there.length >= MOST || there.some((one) => one.kind === kind && one.value === value))
      return refuse('addressee-reach.there-already', { field: 'value' });
    const own = row.agency === actor.agency;
    if (own && !(await hasAgreement(tx, actor.agency, 'ORDERS'))) return refuse('addressee-reach.no-agreement');
    const id = newId<'addressee-reach'>(tx.now.getTime());
    const state = own ? 'CLAIMED' : 'HOLDS';
    await insertReach(tx, [
      {
        id,
        addressee_id: row.id,
        kind,
        value,
        valid_from: today,
        valid_to: null,
        state,
        claimed_by: own ? actor.person : null,
        claimed_at: own ? tx.now : null,
        decided_by: null,
        decided_at: null,
      },
    ]);
    tx.audit({
      action: 'addressee.keep',
      object: { kind: 'addressee', id: row.id },
      codes: { act: 'reach', kind, state },
    });
    return ok({ id, state });
  });
}

const claimedReach = async (tx: Tx, addressee: AddresseeRow, id: string): Promise<ReachRow | undefined> => {
  const row = await findReach(tx, id, 'for update');
  return row?.addressee_id === addressee.id ? row : undefined;
};

/**
 * Says whether a claim of a member holds: somebody of another organisation does. With `endOthers`, what overlaps it at others of the same
 * rung ends yesterday. Refusals: those of an act on a record, `addressee.not-found`, `addressee-reach.not-found`, `addressee-reach.own`
 */
export function decideReach(
  ctx: Ctx,
  input: {
    readonly addressee: string;
    readonly reach: string;
    readonly decision: 'HOLDS' | 'REFUSED';
    readonly endOthers?: boolean | undefined;
  },
): Promise<Result<{ readonly ended: number }>> {
  return actOnRecord(addresseeRecord, ctx, 'addressee.approve', { id: input.addressee }, async (tx, row, actor) => {
    if (row.agency === actor.agency) return refuse('addressee-reach.own');
    const reach = await claimedReach(tx, row, input.reach);
    if (reach?.state !== 'CLAIMED') return refuse('addressee-reach.not-found');
    if (reach.claimed_by === actor.person) return refuse('addressee-reach.own');
    const today = vietnamDate(tx.now);
    await updateReach(tx, reach.id, { state: input.decision, decided_by: actor.person, decided_at: tx.now });
    let ended = 0;
    if (input.decision === 'HOLDS' && input.endOthers === true) {
      const others = (await reachRows(tx, today, ['HOLDS'])).filter(
        (one) => one.addressee_id !== row.id && one.rung === row.kind && reachOverlaps(one, reach),
      );
      for (const other of others) ended += await endReachRow(tx, other, today);
    }
    tx.audit({
      action: 'addressee.approve',
      object: { kind: 'addressee', id: row.id },
      codes: { act: 'reach', decision: input.decision, ended },
    });
    return ok({ ended });
  });
}

/** What began today and is ended today never held. */
const endReachRow = (tx: Tx, reach: ReachRow, today: string): Promise<number> =>
  updateReach(tx, reach.id, { valid_to: reach.valid_from >= today ? reach.valid_from : addDays(today, -1) });

/**
 * Ends what an addressee has or claims: yesterday was its last day. A member ends its own.
 * Refusals: those of an act on a record, `addressee.not-found`, `addressee-reach.not-found`
 */
export function endReach(
  ctx: Ctx,
  input: { readonly addressee: string; readonly reach: string },
): Promise<Result<void>> {
  return actOnRecord(addresseeRecord, ctx, 'addressee.keep', { id: input.addressee }, async (tx, row) => {
    const reach = await claimedReach(tx, row, input.reach);
    if (!reach || reach.state === 'REFUSED' || reach.valid_to !== null) return refuse('addressee-reach.not-found');
    await endReachRow(tx, reach, vietnamDate(tx.now));
    tx.audit({ action: 'addressee.keep', object: { kind: 'addressee', id: row.id }, codes: { act: 'reach-end' } });
    return ok();
  });
}

/** Claims that wait for a decision, each with what it overlaps at others of the same rung; a member sees its own claims without the others. */
export async function listReachClaims(ctx: Ctx): Promise<Result<ReachClaim[]>> {
  return ctx.transaction(async (tx) => {
    const today = vietnamDate(tx.now);
    const claims = await reachRows(tx, today, ['CLAIMED']);
    const all = claims.length === 0 ? [] : await reachRows(tx, today, ['CLAIMED', 'HOLDS']);
    return ok(
      claims.map((claim) => ({
        id: claim.id,
        addressee: { id: claim.addressee_id, name: claim.name, kind: claim.rung, agency: claim.agency },
        kind: claim.kind,
        value: claim.value,
        claimedAt: (claim.claimed_at ?? tx.now).toISOString(),
        overlaps: all
          .filter(
            (one) => one.addressee_id !== claim.addressee_id && one.rung === claim.rung && reachOverlaps(one, claim),
          )
          .map((one) => ({
            reach: one.id,
            addressee: one.addressee_id,
            name: one.name,
            value: one.value,
            holds: one.state === 'HOLDS',
          })),
        mayDecide:
          ctx.actor.kind === 'person' &&
          claim.agency !== ctx.actor.agency &&
          claim.claimed_by !== ctx.actor.person &&
          addresseePolicy.can(ctx.actor, 'addressee.approve', { agency: claim.agency }, ctx.now),
      })),
    );
  });
}
