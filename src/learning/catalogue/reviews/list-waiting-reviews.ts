import { type Ctx, ok, type Result, refuseRequest } from '../../../kernel/index.ts';
import { findDetails } from '../../../listening/index.ts';
import { normalise } from '../../../text/index.ts';
import { openJson } from '../../sealed-json.ts';
import type { ReviewLikes } from '../catalogue-lists.ts';
import { reviewPolicy } from '../catalogue-policies.ts';
import { findProduct } from '../products/product-store.ts';
import type { ReviewWords } from './review.ts';
import { waitingReviews } from './review-store.ts';

const MOST = 50;

export interface WaitingReview {
  readonly id: string;
  readonly product: string;
  readonly productName: string;
  readonly band: string;
  readonly likes: ReviewLikes;
  readonly madeAt: Date;
  readonly text: string;
  /** How many details a machine found by which somebody could be found; it hides them before anybody reads the review. */
  readonly hides: number;
}

/** Reviews that wait to be read, the oldest first, with their words; that they were read is in the audit. Refusals: `access.not-permitted` */
export async function listWaitingReviews(ctx: Ctx): Promise<Result<WaitingReview[]>> {
  if (!reviewPolicy.couldEver(ctx.actor, 'product-review.decide', ctx.now))
    return refuseRequest('access.not-permitted');
  return ctx.transaction(async (tx) => {
    const waiting: WaitingReview[] = [];
    for (const row of await waitingReviews(tx, MOST)) {
      const product = await findProduct(tx, row.product_id);
      if (!product || row.sealed === null) continue;
      const { text } = await openJson<ReviewWords>(ctx.kernel, 'product_review', { id: row.id, sealed: row.sealed });
      waiting.push({
        id: row.id,
        product: product.id,
        productName: product.name,
        band: row.band,
        likes: row.likes,
        madeAt: row.made_at,
        text,
        hides: findDetails(normalise(text)).length,
      });
    }
    if (waiting.length > 0) tx.audit({ action: 'product-review.read', codes: { count: waiting.length } });
    return ok(waiting);
  });
}
