import { type Ctx, hasDeskKey, ok, type Result } from '../../kernel/index.ts';
import { lawOf } from '../../vocabulary/index.ts';
import { agencyExists } from '../process/agency-check.ts';
import { refuse } from '../refusals.ts';
import type { ReferralRow } from '../tables.ts';
import { moveReferral, type OnReferral, referralAct } from './referral-act.ts';
import { startAnswerClock } from './referral-clock.ts';
import { referralClasses, referralRecord } from './referral-sealing.ts';
import { referralRow } from './referral-store.ts';
import { mayBeSent } from './send-check.ts';

/** Sends a referral on the platform: the receiver's desk gets the key of the copy, and of nothing else; the time to answer begins. */
export async function sendReferral(
  ctx: Ctx,
  input: OnReferral,
): Promise<Result<{ status: ReferralRow['status']; version: number; answerDue: Date }>> {
  const known = await ctx.transaction(async (tx) => ok(await referralRow(tx, input.referral)));
  const receiver = known.ok ? known.value?.to_agency : undefined;
  const exists = receiver ? await agencyExists(ctx, receiver) : true;
  return referralAct(ctx, 'referral.send', input, async (tx, row, person) => {
    if (!row.to_agency || !exists) return refuse('referral.receiver-unknown', { field: 'to' });
    if (!(await hasDeskKey(tx, row.to_agency)))
      return refuse('case.desk-has-no-key', { facts: { desk: row.to_agency } });
    const checked = await mayBeSent(ctx, tx, row, person.agency);
    if (!checked.ok) return checked;
    for (const fieldClass of referralClasses)
      await ctx.kernel.sealing.giveKey(tx, referralRecord.scope(row.id, fieldClass), {
        from: person.agency,
        to: row.to_agency,
        purpose: 'referral',
      });
    await startAnswerClock(tx, lawOf(ctx.kernel), row, checked.value.of);
    const moved = await moveReferral(
      tx,
      row,
      'send',
      { sent_at: ctx.now, answer_due_at: checked.value.due },
      { purpose: row.purpose, basis: row.basis },
    );
    return moved.ok ? ok({ ...moved.value, answerDue: checked.value.due }) : moved;
  });
}
