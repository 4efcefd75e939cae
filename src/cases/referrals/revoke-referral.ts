import { type Ctx, deleteWraps, type Result } from '../../kernel/index.ts';
import type { ReferralRow } from '../tables.ts';
import { moveReferral, type OnReferral, referralAct } from './referral-act.ts';
import { referralRecord } from './referral-sealing.ts';

/** Takes a referral back before the service has begun: the receiver's key to the copy is deleted. */
export async function revokeReferral(
  ctx: Ctx,
  input: OnReferral,
): Promise<Result<{ status: ReferralRow['status']; version: number }>> {
  return referralAct(ctx, 'referral.send', input, async (tx, row) => {
    const moved = await moveReferral(tx, row, 'revoke');
    if (moved.ok && row.to_agency && row.to_agency !== row.from_agency) {
      for (const fieldClass of ['narrative', 'identity'] as const)
        await deleteWraps(tx, referralRecord.scope(row.id, fieldClass), 'desk', row.to_agency);
    }
    return moved;
  });
}
