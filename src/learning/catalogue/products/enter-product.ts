import { type Ctx, newId, ok, type Result, refuseRequest } from '../../../kernel/index.ts';
import { isDemonstrationPerson } from '../../../members/index.ts';
import { fold } from '../../../vocabulary/index.ts';
import { catalogueCapabilities } from '../catalogue-policies.ts';
import { slugOf } from './product.ts';
import { PRODUCT } from './product-record.ts';
import { freeSlug, insertProduct, replacePlaces } from './product-store.ts';
import { type ProductInput, readProductInput } from './read-product-input.ts';

/**
 * Enters a product as a draft, which no reader of the portal sees. Refusals: those of a text, `access.not-permitted`, `product.unusable`,
 * `product.label-papers`
 */
export async function enterProduct(
  ctx: Ctx,
  input: ProductInput,
): Promise<Result<{ readonly id: string; readonly slug: string }>> {
  const { actor } = ctx;
  if (actor.kind !== 'person' || !catalogueCapabilities.can(actor, 'product.enter', ctx.now)) {
    await ctx.auditRefused({ action: 'product.enter', codes: { refusal: 'access.not-permitted' } });
    return refuseRequest('access.not-permitted');
  }
  const read = readProductInput(input);
  if (!read.ok) return read;
  const invented = await isDemonstrationPerson(ctx, actor.person);
  return ctx.transaction(async (tx) => {
    const id = newId<'product'>(tx.now.getTime());
    const slug = await freeSlug(tx, slugOf(fold(read.value.product.name)));
    await insertProduct(tx, {
      id,
      slug,
      ...read.value.product,
      state: 'DRAFT',
      withdrawal: null,
      version: 1,
      agency: actor.agency,
      entered_by: actor.person,
      entered_at: tx.now,
      changed_at: tx.now,
      listed_at: null,
      is_demonstration: invented,
    });
    await replacePlaces(
      tx,
      id,
      read.value.places.map((place) => ({ product_id: id, ...place })),
    );
    tx.audit({ action: 'product.enter', object: { kind: PRODUCT, id }, codes: { kind: input.kind } });
    tx.notify({ topic: 'catalogue.product', id, agency: actor.agency });
    return ok({ id, slug });
  });
}
