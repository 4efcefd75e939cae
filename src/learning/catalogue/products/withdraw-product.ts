import { actOnRecord, type Ctx, ok, type Result } from '../../../kernel/index.ts';
import { refuse } from '../../refusals.ts';
import { productWithdrawal } from '../catalogue-lists.ts';
import { PRODUCT, productRecord } from './product-record.ts';
import { updateProduct } from './product-store.ts';

/** Takes a product off the portal for good. Refusals: those of an act on a record, `product.not-found`, `product.wrong-state`, `product.unusable` */
export function withdrawProduct(
  ctx: Ctx,
  input: { readonly product: string; readonly reason: string; readonly version?: number | undefined },
): Promise<Result<void>> {
  const { product, reason, version } = input;
  return actOnRecord(productRecord, ctx, 'product.withdraw', { id: product, version }, async (tx, row) => {
    if (!productWithdrawal.has(reason)) return refuse('product.unusable', { field: 'reason' });
    await updateProduct(tx, row, { state: 'WITHDRAWN', withdrawal: reason });
    tx.audit({ action: 'product.withdraw', object: { kind: PRODUCT, id: row.id }, codes: { reason } });
    return ok();
  });
}
