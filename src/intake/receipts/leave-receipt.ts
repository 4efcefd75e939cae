import { type Ctx, deleteWraps, ok, type Result, systemActor } from '../../kernel/index.ts';
import { reportRecord } from '../reports/report-sealing.ts';
import { deleteRemovalSession, deleteSession } from './receipt-store.ts';
import { actAsHolder, unlockReceipt } from './unlock-receipt.ts';

/**
 * Ends one session of a receipt and destroys its way to the thread's key: what is left in the browser opens nothing.
 * A session that has ended already is no fault.
 */
export async function leaveReceipt(ctx: Ctx, session: string): Promise<Result<void>> {
  const unlocked = await unlockReceipt(ctx, { session });
  if (!unlocked.ok) return unlocked.refusal.code === 'receipt.session-ended' ? ok() : unlocked;
  if ('other' in unlocked.value) return unlocked.value.other.leave(ctx, unlocked.value.unlocked);
  const alone = 'removal' in unlocked.value ? unlocked.value.session : undefined;
  if (alone !== undefined)
    return ctx.as(systemActor('intake.open-receipt')).transaction(async (tx) => {
      await deleteRemovalSession(tx, alone);
      return ok();
    });
  const left = await actAsHolder(
    ctx,
    unlocked.value,
    async (tx, own) => {
      if (own.session === undefined) return ok();
      await deleteSession(tx, own.session);
      await deleteWraps(tx, reportRecord.scope(own.report, 'thread'), 'session', own.session);
      return ok();
    },
    { evenIfMustChange: true },
  );
  return !left.ok && left.refusal.code === 'receipt.session-ended' ? ok() : left;
}
