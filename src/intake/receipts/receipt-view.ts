import { type Ctx, ok, type Result, refuseRequest } from '../../kernel/index.ts';
import { INTAKE } from '../intake-desk.ts';
import { reportRecord } from '../reports/report-sealing.ts';
import type { ReceiptView } from '../reports/report-view.ts';
import { updateReceipt } from './receipt-store.ts';
import { asHolder, type ReceiptProof } from './unlock-receipt.ts';
import { viewOf } from './view-of-receipt.ts';

/**
 * The reporter's own view: timeline, thread, who opened it. By session it is a page that is looked at again; by words
 * it counts as an opening of its own.
 */
export async function receiptView(ctx: Ctx, proof: ReceiptProof): Promise<Result<ReceiptView>> {
  return asHolder(ctx, proof, async (tx, own) => {
    const key = await ctx.kernel.sealing.openWithSecret(tx, reportRecord.scope(own.report, 'thread'), own.holder);
    if (!key) return refuseRequest('service.unavailable');
    const view = await viewOf(ctx.kernel, tx, own, key);
    if (own.session === undefined) {
      await updateReceipt(tx, own.receipt.id, { last_opened_at: tx.now });
      tx.audit({ organisation: INTAKE.agency, action: 'receipt.open', object: { kind: 'report', id: own.report } });
    }
    return ok(view);
  });
}
