import { type Ctx, ok, type Result, readCode, systemActor } from '../../../kernel/index.ts';
import { refuse } from '../../refusals.ts';
import type { ReviewRefusal } from '../catalogue-lists.ts';
import { findProduct } from '../products/product-store.ts';
import type { ReviewState } from './review.ts';
import { reviewByCode } from './review-store.ts';

const PORTAL = systemActor('learning.catalogue');

export interface ReviewFate {
  readonly state: ReviewState;
  readonly product: string;
  readonly productName: string;
  readonly madeAt: Date;
  /** As it is shown, with what could lead to a person hidden; null while and where it is not. */
  readonly text: string | null;
  readonly reason: ReviewRefusal | null;
}

/** What became of a review, for who has its code. Refusals: `product-review.not-found` */
export async function readReview(ctx: Ctx, code: string): Promise<Result<ReviewFate>> {
  const read = readCode(code);
  if (read === undefined) return refuse('product-review.not-found', { field: 'code' });
  return ctx.as(PORTAL).transaction(async (tx): Promise<Result<ReviewFate>> => {
    const row = await reviewByCode(tx, read);
    const product = row && (await findProduct(tx, row.product_id));
    if (!row || !product) return refuse('product-review.not-found', { field: 'code' });
    return ok({
      state: row.state,
      product: product.slug,
      productName: product.name,
      madeAt: row.made_at,
      text: row.public_text,
      reason: row.reason,
    });
  });
}
