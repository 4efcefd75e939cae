import { type Ctx, ok, type Result, systemActor } from '../../kernel/index.ts';
import { eventsOf, findCase, insertEvent } from '../process/case-store.ts';
import type { Codes } from '../tables.ts';
import { type ReferralAct, referralActs } from './referral.ts';
import { referralRow } from './referral-store.ts';

/**
 * Brings what became of a referral back to the sender's case and to the child's timeline. The receiver cannot reach the
 * case, so the platform does it, after the receiver's act is written; running twice tells once.
 */
export async function tellReferral(
  ctx: Ctx,
  input: { readonly referral: string; readonly act: ReferralAct; readonly codes: Codes },
): Promise<Result<void>> {
  return ctx.as(systemActor('cases.tell-referral')).transaction(async (tx) => {
    const referral = await referralRow(tx, input.referral);
    const row = referral && (await findCase(tx, referral.case_id, { lock: true }));
    if (!referral || !row) return ok();
    const code = `referral:${input.act}`;
    const known = (await eventsOf(tx, row.id, 1000)).some(
      (event) => event.code === code && event.codes.referral === referral.id,
    );
    if (known) return ok();
    await insertEvent(tx, row.id, code, {
      codes: { ...input.codes, referral: referral.id, purpose: referral.purpose },
    });
    const child = referralActs[input.act].child;
    if (child && row.report_id) await tx.enqueue('cases.tell-child', { report: row.report_id, code: child });
    tx.notify({ topic: 'cases.act', id: row.id, agency: row.owner_agency });
    return ok();
  });
}
