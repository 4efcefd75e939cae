import { type Ctx, deleteWraps, ok, type Result } from '../../kernel/index.ts';
import { scopeOf } from '../reports/report-sealing.ts';
import { deleteSession } from './receipt-store.ts';
import { asHolder } from './unlock-receipt.ts';

/**
 * Ends one session of a receipt and destroys its way to the thread's key: what is left in the browser opens nothing.
 * A session that has ended already is no fault.
 */
export async function leaveReceipt(ctx: Ctx, session: string): Promise<Result<void>> {
  const left = await asHolder(
    ctx,
    { session },
    async (tx, own) => {
      if (own.session === undefined) return ok();
      await deleteSession(tx, own.session);
      await deleteWraps(tx, scopeOf(own.report, 'thread'), 'session', own.session);
      return ok();
    },
    { evenIfMustChange: true },
  );
  return !left.ok && left.refusal.code === 'receipt.session-ended' ? ok() : left;
}
