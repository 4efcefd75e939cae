import {
  type Ctx,
  deleteWraps,
  newReceiptWords,
  ok,
  type Receipt,
  type Result,
  refuseRequest,
  STRETCHING,
  secretsOfWords,
} from '../../kernel/index.ts';
import { receiptWords } from '../../vocabulary/index.ts';
import { INTAKE } from '../intake-desk.ts';
import { reportRecord } from '../reports/report-sealing.ts';
import { insertEvent } from '../reports/report-store.ts';
import { deleteSessions, updateReceipt } from './receipt-store.ts';
import { asHolder, type ReceiptProof } from './unlock-receipt.ts';

/**
 * Six new words for the same report. The old words, and every session that was opened with them but the one that asks,
 * open nothing from now on. The new words are in the answer and nowhere else.
 */
export async function changeReceipt(ctx: Ctx, proof: ReceiptProof): Promise<Result<Receipt>> {
  const { vault, sealing } = ctx.kernel;
  const words = newReceiptWords(receiptWords);
  const { salt, verifier, wrapSecret } = await secretsOfWords(vault, words);
  return asHolder(
    ctx,
    proof,
    async (tx, own) => {
      const scope = reportRecord.scope(own.report, 'thread');
      const key = await sealing.openWithSecret(tx, scope, own.holder);
      if (!key) return refuseRequest('service.unavailable');
      await deleteWraps(tx, scope, 'receipt');
      await sealing.wrapWithSecret(tx, key, { kind: 'receipt', holder: own.receipt.id, secret: wrapSecret });
      for (const session of await deleteSessions(tx, own.report, own.session))
        await deleteWraps(tx, scope, 'session', session);
      await updateReceipt(tx, own.receipt.id, {
        salt,
        memory_kib: STRETCHING.memoryKib,
        passes: STRETCHING.passes,
        verifier,
        generation: own.receipt.generation + 1,
        must_change: false,
        made_at: tx.now,
        kept_confirmed_at: null,
      });
      await insertEvent(tx, own.report, 'receipt-changed');
      tx.audit({ organisation: INTAKE.agency, action: 'receipt.change', object: { kind: 'report', id: own.report } });
      return ok({ locator: own.receipt.locator, words });
    },
    { evenIfMustChange: true },
  );
}
