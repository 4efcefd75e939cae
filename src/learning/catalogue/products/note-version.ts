import { actOnRecord, type Ctx, ok, type Result } from '../../../kernel/index.ts';
import { refuse } from '../../refusals.ts';
import { productPlatform } from '../catalogue-lists.ts';
import { PRODUCT, productRecord } from './product-record.ts';
import { placesOf, updateProduct } from './product-store.ts';
import { takeVersion } from './take-version.ts';

export interface NoteVersion {
  readonly product: string;
  readonly platform: string;
  /** As the store writes it. Of a site, the day on which it was looked at. */
  readonly version: string;
  /** SHA-256 of the package that the provider handed in, in hex. */
  readonly packageSha256?: string | null | undefined;
}

/**
 * Notes that a version is out. With a higher first number, what was found of earlier ones lapses by itself; so it can be noted by whoever
 * hears of it, before anybody looks at it. The same again is no error. Refusals: those of an act on a record, `product.not-found`,
 * `product.wrong-state`, `product.version-unusable`
 */
export function noteVersion(ctx: Ctx, input: NoteVersion): Promise<Result<{ readonly id: string }>> {
  return actOnRecord(productRecord, ctx, 'product.change', { id: input.product }, async (tx, row, actor) => {
    const places = await placesOf(tx, row.id);
    const { platform } = input;
    if (!productPlatform.has(platform) || !places.some((one) => one.platform === platform))
      return refuse('product.version-unusable', { field: 'platform' });
    const noted = await takeVersion(tx, { ...input, product: row.id, platform, notedBy: actor.person });
    if (!noted.ok) return noted;
    await updateProduct(tx, row, {});
    tx.audit({
      action: 'product.note-version',
      object: { kind: PRODUCT, id: row.id },
      codes: { platform, major: noted.value.major },
    });
    return ok({ id: noted.value.id });
  });
}
