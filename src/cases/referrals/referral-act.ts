import { type Ctx, ok, type PersonActor, parseId, type Result, refuseRequest, type Tx } from '../../kernel/index.ts';
import { referralPolicy } from '../access/case-policy.ts';
import { noticeOfReferral } from '../process/case-notices.ts';
import { refuse } from '../refusals.ts';
import type { Codes, ReferralRow } from '../tables.ts';
import { type ReferralAct, referralActs, referralAfter } from './referral.ts';
import { endAnswerClock } from './referral-clock.ts';
import { insertReferralEvent, referralRow, updateReferral } from './referral-store.ts';

export interface OnReferral {
  /** Id of the referral. */
  readonly referral: string;
  /** Version that the actor saw. */
  readonly version: number;
}

export type ReferralAction = (typeof referralPolicy.actions)[number];

/** The frame of an act on a referral: visible to its two agencies only; who comes second is told what stands now. */
export async function referralAct<T>(
  ctx: Ctx,
  action: ReferralAction,
  on: { readonly referral: string; readonly version?: number },
  act: (tx: Tx, row: ReferralRow, person: PersonActor) => Promise<Result<T>>,
): Promise<Result<T>> {
  const { actor } = ctx;
  const id = parseId<'referral'>(on.referral);
  if (actor.kind !== 'person' || id === undefined) return refuseRequest('record.not-found');
  const result = await ctx.transaction(
    async (tx): Promise<Result<T>> => {
      const row = await referralRow(tx, id, { lock: true });
      if (!row) return refuseRequest('record.not-found');
      if (!referralPolicy.can(actor, action, { ...row, to_agency: row.to_agency ?? undefined }, tx.now))
        return refuseRequest('access.not-permitted');
      if (on.version !== undefined && on.version !== row.version)
        return refuseRequest('record.changed-meanwhile', { facts: { status: row.status, version: row.version } });
      return act(tx, row, actor);
    },
    { keep: true },
  );
  if (!result.ok && (result.refusal.code === 'access.not-permitted' || result.refusal.code === 'record.not-found')) {
    await ctx.auditRefused({ action, object: { kind: 'referral', id }, codes: { refusal: result.refusal.code } });
  }
  return result;
}

/** Moves a referral on, and leaves it to the platform to tell the sender's case and the child. */
export async function moveReferral(
  tx: Tx,
  row: ReferralRow,
  act: ReferralAct,
  change: Parameters<typeof updateReferral>[2] = {},
  codes: Codes = {},
): Promise<Result<{ status: ReferralRow['status']; version: number }>> {
  const status = referralAfter(row.status, act);
  if (!status) return refuse('referral.act-not-open', { facts: { status: row.status, act } });
  // Before the state changes: a revoked referral is out of the receiver's sight, and so are its events.
  await insertReferralEvent(tx, row.id, act, codes);
  await updateReferral(tx, row, { ...change, status });
  await endAnswerClock(tx, row.id, act);
  await noticeOfReferral(tx, row, act, codes);
  await tx.enqueue('cases.tell-referral', { referral: row.id, act, codes });
  tx.audit({
    organisation: row.from_agency,
    action: referralActs[act].by === 'receiver' ? 'referral.answer' : 'referral.send',
    object: { kind: 'referral', id: row.id },
    codes: { ...codes, act, status },
  });
  for (const agency of [row.from_agency, row.to_agency])
    if (agency) tx.notify({ topic: 'cases.referral', id: row.id, agency });
  return ok({ status, version: row.version + 1 });
}
