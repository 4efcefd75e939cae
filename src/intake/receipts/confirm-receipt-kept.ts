import { type Ctx, ok, type Result } from '../../kernel/index.ts';
import { refuse } from '../refusals.ts';
import { insertEvent } from '../reports/report-store.ts';
import { quizPassed, readReceipt } from './receipt.ts';
import { updateReceipt } from './receipt-store.ts';
import { asHolder, type ReceiptProof } from './unlock-receipt.ts';

/**
 * The reporter shows that the words were kept, by choosing the one that `receiptQuiz` asks for. Only then does the page
 * go on: what is not kept now cannot be had again.
 */
export async function confirmReceiptKept(
  ctx: Ctx,
  receipt: Extract<ReceiptProof, { locator: string }>,
  chosen: string,
): Promise<Result<void>> {
  const read = readReceipt(receipt.locator, receipt.words);
  if (!read.ok) return read;
  if (!quizPassed(read.value.words, chosen)) return refuse('receipt.not-kept-yet');
  return asHolder(
    ctx,
    receipt,
    async (tx, own) => {
      if (own.receipt.kept_confirmed_at !== null) return ok();
      await updateReceipt(tx, own.receipt.id, { kept_confirmed_at: tx.now });
      await insertEvent(tx, own.report, 'receipt-kept');
      return ok();
    },
    { evenIfMustChange: true },
  );
}

/** Whether its words were shown to have been kept: then no page shows them again. */
export async function receiptKept(ctx: Ctx, receipt: Extract<ReceiptProof, { locator: string }>): Promise<boolean> {
  const kept = await asHolder(ctx, receipt, async (_tx, own) => ok(own.receipt.kept_confirmed_at !== null), {
    evenIfMustChange: true,
  });
  return kept.ok && kept.value;
}
