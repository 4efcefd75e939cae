import {
  type RemovalStatus,
  type RequestRemoval,
  removalStatus,
  requestRemovalWithoutReceipt,
  withdrawRemoval,
} from '../../hashes/index.ts';
import { type Ctx, ok, type Result, refuseRequest, systemActor } from '../../kernel/index.ts';
import { refuse } from '../refusals.ts';
import { linkRemoval, removalsOf, reportsWith } from './receipt-store.ts';
import { type ReceiptProof, type Unlocked, unlockReceipt } from './unlock-receipt.ts';

/** The requests to take pictures down that a receipt opens: its own one, or those of its report, the newest last. */
export async function receiptRemovals(ctx: Ctx, proof: ReceiptProof): Promise<Result<readonly RemovalStatus[]>> {
  const unlocked = await unlockReceipt(ctx, proof);
  if (!unlocked.ok) return unlocked;
  const ids = await removalIds(ctx, unlocked.value);
  if (!ids.ok) return ids;
  const found: RemovalStatus[] = [];
  for (const id of ids.value) {
    const status = await removalStatus(ctx, id);
    if (!status.ok) return status;
    found.push(status.value);
  }
  return ok(found);
}

/** Takes one of them back. Doing it twice changes nothing. */
export async function withdrawReceiptRemoval(ctx: Ctx, proof: ReceiptProof, removal: string): Promise<Result<void>> {
  const unlocked = await unlockReceipt(ctx, proof);
  if (!unlocked.ok) return unlocked;
  const ids = await removalIds(ctx, unlocked.value);
  if (!ids.ok) return ids;
  return ids.value.includes(removal) ? withdrawRemoval(ctx, removal) : refuseRequest('record.not-found');
}

/**
 * A request of somebody who holds a receipt of a report already: it gets none of its own, the same words open both.
 * @returns refusals `receipt.*` and those of `requestRemoval`; `receipt.removal-only` and `receipt.contact-only` where the receipt opens no report
 */
export async function requestRemovalOfReceipt(
  ctx: Ctx,
  proof: ReceiptProof,
  request: RequestRemoval,
): Promise<Result<void>> {
  const unlocked = await unlockReceipt(ctx, proof);
  if (!unlocked.ok) return unlocked;
  if ('removal' in unlocked.value) return refuse('receipt.removal-only');
  if ('other' in unlocked.value) return refuse('receipt.contact-only');
  const { report, receipt } = unlocked.value;
  if (receipt.must_change) return refuse('receipt.must-change');
  const taken = await requestRemovalWithoutReceipt(ctx, request);
  if (!taken.ok) return taken;
  return ctx.as({ kind: 'receipt', report }).transaction(async (tx) => {
    await linkRemoval(tx, report, taken.value.removal);
    return ok();
  });
}

async function removalIds(ctx: Ctx, unlocked: Unlocked): Promise<Result<readonly string[]>> {
  if ('removal' in unlocked) return ok([unlocked.removal]);
  if ('other' in unlocked) return ok([]);
  if (unlocked.receipt.must_change) return refuse('receipt.must-change');
  return ctx
    .as(systemActor('intake.open-receipt'))
    .transaction(async (tx) => ok(await removalsOf(tx, unlocked.report)));
}

/** The reports whose receipts open a request too, for a part of the platform that tells what became of one. */
export function reportsOfRemoval(ctx: Ctx, removal: string): Promise<Result<readonly string[]>> {
  return ctx.as(systemActor('intake.reports-of-removal')).transaction(async (tx) => ok(await reportsWith(tx, removal)));
}
