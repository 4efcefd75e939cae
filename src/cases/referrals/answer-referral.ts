import { type Ctx, type Result, readOptionalText } from '../../kernel/index.ts';
import { type Outcome, outcome } from '../../vocabulary/index.ts';
import { refuse } from '../refusals.ts';
import type { ReferralRow } from '../tables.ts';
import { type ReferralAct, type RejectionReason, rejectionReasons } from './referral.ts';
import { moveReferral, type OnReferral, referralAct } from './referral-act.ts';
import { REFERRAL_TEXT } from './referral-purpose.ts';
import { addReferralText } from './referral-sealing.ts';

export interface AnswerReferral extends OnReferral {
  readonly act: Extract<ReferralAct, 'accept' | 'reject' | 'start-service' | 'finish'>;
  /** For `reject`. */
  readonly reason?: RejectionReason;
  /** For `finish`. */
  readonly outcome?: Outcome;
  /** For the sender; sealed under the referral's key. */
  readonly note?: string;
}

/** The receiver's acts: accept or refuse with a reason, start the service, finish with an outcome. The sender and the child are told. */
export async function answerReferral(
  ctx: Ctx,
  input: AnswerReferral,
): Promise<Result<{ status: ReferralRow['status']; version: number }>> {
  if (input.act === 'reject' && (input.reason === undefined || !(input.reason in rejectionReasons)))
    return refuse('referral.needs-reason', { field: 'reason' });
  if (input.act === 'finish' && !outcome.has(input.outcome))
    return refuse('referral.needs-reason', { field: 'outcome' });
  const note = readOptionalText(input.note, 'note', REFERRAL_TEXT);
  if (!note.ok) return note;
  return referralAct(ctx, 'referral.answer', input, async (tx, row, person) => {
    if (note.value && !(await addReferralText(ctx, tx, row.id, person.agency, `note:${input.act}`, note.value)))
      return refuse('case.desk-has-no-key', { facts: { desk: person.agency } });
    return moveReferral(
      tx,
      row,
      input.act,
      {
        ...(input.act === 'accept' || input.act === 'reject' ? { answered_at: ctx.now } : {}),
        ...(input.act === 'reject' ? { reason_code: input.reason ?? null } : {}),
        ...(input.act === 'finish' ? { outcome: input.outcome ?? null, done_at: ctx.now } : {}),
      },
      { ...(input.reason ? { reason: input.reason } : {}), ...(input.outcome ? { outcome: input.outcome } : {}) },
    );
  });
}
