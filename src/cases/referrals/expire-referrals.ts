import { type Ctx, ok, type Result, systemActor } from '../../kernel/index.ts';
import { moveReferral } from './referral-act.ts';
import { overdueReferrals } from './referral-store.ts';

/** Ends referrals that nobody answered in time; the sender looks for another receiver. May run in several workers at once. */
export async function expireReferrals(ctx: Ctx): Promise<Result<number>> {
  return ctx.as(systemActor('cases.expire-referrals')).transaction(async (tx) => {
    const rows = await overdueReferrals(tx, 500);
    for (const row of rows) {
      const moved = await moveReferral(tx, row, 'expire');
      if (!moved.ok) return moved;
    }
    return ok(rows.length);
  });
}
