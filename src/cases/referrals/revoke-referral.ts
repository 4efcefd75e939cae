import type { Ctx, Result } from '../../kernel/index.ts';
import type { ReferralRow } from '../tables.ts';
import { moveReferral, type OnReferral, referralAct } from './referral-act.ts';

/** Takes a referral back before the service has begun. */
export async function revokeReferral(
  ctx: Ctx,
  input: OnReferral,
): Promise<Result<{ status: ReferralRow['status']; version: number }>> {
  return referralAct(ctx, 'referral.send', input, (tx, row) => moveReferral(tx, row, 'revoke'));
}
