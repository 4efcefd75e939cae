import { actOnRecord, type Ctx, ok, type Result } from '../../../kernel/index.ts';
import { PRODUCT, productRecord } from './product-record.ts';
import { replacePlaces, updateProduct } from './product-store.ts';
import { type ProductInput, readProductInput } from './read-product-input.ts';

/**
 * Writes what is said of a product anew; its address stays. What was found of it is not touched. Refusals: those of an act on a record
 * and of a text, `product.not-found`, `product.wrong-state`, `product.unusable`, `product.label-papers`
 */
export function changeProduct(
  ctx: Ctx,
  { product, version, ...input }: ProductInput & { readonly product: string; readonly version?: number | undefined },
): Promise<Result<void>> {
  return actOnRecord(productRecord, ctx, 'product.change', { id: product, version }, async (tx, row) => {
    const read = readProductInput(input);
    if (!read.ok) return read;
    await updateProduct(tx, row, read.value.product);
    await replacePlaces(
      tx,
      row.id,
      read.value.places.map((place) => ({ product_id: row.id, ...place })),
    );
    tx.audit({ action: 'product.change', object: { kind: PRODUCT, id: row.id } });
    return ok();
  });
}
