import { type Ctx, deleteWraps, ok, type Result } from '../../kernel/index.ts';
import { INTAKE } from '../intake-desk.ts';
import { refuse } from '../refusals.ts';
import { reportRecord } from '../reports/report-sealing.ts';
import { insertEvent } from '../reports/report-store.ts';
import { deleteReceipt, deleteSessions } from './receipt-store.ts';
import { asHolder, type ReceiptProof } from './unlock-receipt.ts';

/**
 * Destroys the receipt: its words, its sessions, its way to the thread's key. The desk keeps the report and goes on
 * helping; nobody can open it from outside again, and nothing shows that this locator ever existed.
 */
export async function burnReceipt(ctx: Ctx, proof: ReceiptProof): Promise<Result<void>> {
  return asHolder(
    ctx,
    proof,
    async (tx, own) => {
      const scope = reportRecord.scope(own.report, 'thread');
      await deleteWraps(tx, scope, 'receipt');
      await deleteWraps(tx, scope, 'session');
      await deleteSessions(tx, own.report);
      // Burnt in two windows at once: the second finds what everybody finds from then on.
      if (!(await deleteReceipt(tx, own.receipt.id))) return refuse('receipt.wrong');
      await insertEvent(tx, own.report, 'receipt-burnt');
      tx.audit({ organisation: INTAKE.agency, action: 'receipt.burn', object: { kind: 'report', id: own.report } });
      return ok();
    },
    { evenIfMustChange: true },
  );
}
