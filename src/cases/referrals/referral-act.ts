import {
  actOnRecord,
  type Ctx,
  canBy,
  deleteWraps,
  type OnRecord,
  ok,
  type PersonActor,
  personsOnly,
  type RecordKind,
  type Result,
  type Tx,
} from '../../kernel/index.ts';
import { referralPolicy } from '../access/case-policy.ts';
import { noticeOfReferral } from '../process/case-notices.ts';
import { refuse } from '../refusals.ts';
import type { Codes, ReferralRow } from '../tables.ts';
import { endsUnserved, type ReferralAct, referralActs, referralAfter } from './referral.ts';
import { endAnswerClock } from './referral-clock.ts';
import { referralClasses, referralRecord } from './referral-sealing.ts';
import { insertReferralEvent, referralRow, updateReferral } from './referral-store.ts';

export interface OnReferral {
  /** Id of the referral. */
  readonly referral: string;
  /** Version that the actor saw. */
  readonly version: number;
}

export type ReferralAction = (typeof referralPolicy.actions)[number];

const onReferral: RecordKind<ReferralRow, ReferralAction> = {
  kind: 'referral',
  acts: personsOnly,
  find: referralRow,
  can: canBy(referralPolicy, (row: ReferralRow) => ({ ...row, to_agency: row.to_agency ?? undefined })),
  versionOf: (row) => row.version,
  meanwhile: (row) => ({ status: row.status, version: row.version }),
};

/** An act on a referral in the frame of every act on a record: visible to its two agencies only. */
export function referralAct<T>(
  ctx: Ctx,
  action: ReferralAction,
  on: { readonly referral: string } & Omit<OnRecord, 'id'>,
  act: (tx: Tx, row: ReferralRow, person: PersonActor) => Promise<Result<T>>,
): Promise<Result<T>> {
  return actOnRecord(onReferral, ctx, action, { ...on, id: on.referral }, act);
}

/**
 * Moves a referral on, and leaves it to the platform to tell the sender's case and the child. Where it ends before the service has
 * begun, the receiver's key to the copy is deleted.
 */
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
  if (endsUnserved(act) && row.to_agency && row.to_agency !== row.from_agency)
    for (const fieldClass of referralClasses)
      await deleteWraps(tx, referralRecord.scope(row.id, fieldClass), 'desk', row.to_agency);
  await endAnswerClock(tx, row.id, act);
  await noticeOfReferral(tx, row, act, codes);
  await tx.enqueue('cases.tell-referral', { referral: row.id, act, codes });
  tx.audit({
    organisation: row.from_agency,
    action: referralActs[act].by === 'receiver' ? 'referral.answer' : 'referral.send',
    object: { kind: 'referral', id: row.id },
    codes: { ...codes, act, status },
  });
  tellBoth(tx, row);
  return ok({ status, version: row.version + 1 });
}

/** Writes down a question or its answer: the state stays, and both sides look again. */
export async function noteOnReferral(
  tx: Tx,
  row: ReferralRow,
  act: 'ask' | 'answer-question',
): Promise<{ version: number }> {
  await updateReferral(tx, row, {});
  await insertReferralEvent(tx, row.id, act);
  tx.audit({
    organisation: row.from_agency,
    action: act === 'ask' ? 'referral.answer' : 'referral.send',
    object: { kind: 'referral', id: row.id },
    codes: { act },
  });
  tellBoth(tx, row);
  return { version: row.version + 1 };
}

function tellBoth(tx: Tx, row: ReferralRow): void {
  for (const agency of [row.from_agency, row.to_agency])
    if (agency) tx.notify({ topic: 'cases.referral', id: row.id, records: [row.case_id], agency });
}
