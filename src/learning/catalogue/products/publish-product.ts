import { actOnRecord, type Ctx, ok, type Result } from '../../../kernel/index.ts';
import { PRODUCT, productRecord } from './product-record.ts';
import { updateProduct } from './product-store.ts';

/**
 * Shows a draft on the portal: with its rating, or with the words that it is not fully checked. Refusals: those of an act on a record,
 * `product.not-found`, `product.wrong-state`
 */
export function publishProduct(
  ctx: Ctx,
  { product, version }: { readonly product: string; readonly version?: number | undefined },
): Promise<Result<void>> {
  return actOnRecord(productRecord, ctx, 'product.publish', { id: product, version }, async (tx, row) => {
    await updateProduct(tx, row, { state: 'LISTED', listed_at: tx.now });
    tx.audit({ action: 'product.publish', object: { kind: PRODUCT, id: row.id } });
    return ok();
  });
}
