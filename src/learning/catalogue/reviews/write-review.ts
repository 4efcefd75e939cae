import { fileByChannel, holdsMedia } from '../../../intake/index.ts';
import {
  type Ctx,
  newCode,
  newId,
  ok,
  type Receipt,
  type Result,
  readTextInput,
  systemActor,
} from '../../../kernel/index.ts';
import { type PortalBand, portalBand } from '../../../vocabulary/index.ts';
import { refuse } from '../../refusals.ts';
import { sealJson } from '../../sealed-json.ts';
import { type ReviewLikes, reviewLikes } from '../catalogue-lists.ts';
import type { ProductRow } from '../products/product.ts';
import { productBySlug } from '../products/product-store.ts';
import { findDisclosure } from './find-disclosure.ts';
import { REVIEW_TEXT, type ReviewWords } from './review.ts';
import { countWaitingReviews, insertReview } from './review-store.ts';

/** Reviews of one product that wait at once: more than somebody reads in a day. */
const WAITING_AT_MOST = 200;
const PORTAL = systemActor('learning.catalogue');

/** What became of the words at once. */
export type ReviewTaken =
  /** A person reads it; the code tells what became of it. */
  | { readonly taken: 'WAITS'; readonly code: string }
  /** It told of something that happened: 111 has it, and the receipt opens what they answer. It is no review. */
  | { readonly taken: 'TOLD'; readonly receipt: Receipt };

/**
 * Takes a child's review of a listed product. Nobody reads it before a person has read it. Words that tell of something that happened to a
 * child are no review at all: they go to the 111 desk as a report with a receipt, sealed, and neither text nor trace of them stays here.
 * @param input `key`: 16 to 200 printable characters that the page made with its form, so that the same told twice is one report
 * Refusals: those of a text and of a filing, `product.not-found`, `product-review.unusable`, `product-review.too-many`
 */
export async function writeReview(
  ctx: Ctx,
  input: {
    readonly product: string;
    readonly band: string;
    readonly likes: string;
    readonly text: string;
    readonly key: string;
  },
): Promise<Result<ReviewTaken>> {
  const { band, likes } = input;
  if (!portalBand.has(band)) return refuse('product-review.unusable', { field: 'band' });
  const text = readTextInput(input.text, 'text', REVIEW_TEXT);
  if (!text.ok) return text;
  if (holdsMedia(text.value)) return refuse('product-review.unusable', { field: 'text' });
  const found = await ctx.as(PORTAL).transaction(async (tx) => ok(await productBySlug(tx, input.product)));
  if (!found.ok) return found;
  if (found.value?.state !== 'LISTED') return refuse('product.not-found');
  if (findDisclosure(text.value).length > 0) return tell(ctx, found.value, { band, text: text.value, key: input.key });
  if (!reviewLikes.has(likes)) return refuse('product-review.unusable', { field: 'likes' });
  return keep(ctx, found.value, { band, likes, text: text.value });
}

/** A report by the front door of intake, as if the child had written it on the report's own page. */
async function tell(
  ctx: Ctx,
  product: ProductRow,
  { band, text, key }: { readonly band: PortalBand; readonly text: string; readonly key: string },
): Promise<Result<ReviewTaken>> {
  const filed = await fileByChannel(ctx, {
    channel: 'WEB',
    idempotencyKey: key,
    demonstration: product.is_demonstration,
    report: {
      reporter: band === 'ADULT' ? { kind: 'other', band } : { kind: 'child', band },
      narrative: `${text}\n\n(Viết ở ô nhận xét về “${product.name}” trong danh mục ứng dụng · Written as a review of “${product.name}”)`,
      language: ctx.language,
    },
  });
  return filed.ok ? ok({ taken: 'TOLD', receipt: filed.value.receipt }) : filed;
}

async function keep(
  ctx: Ctx,
  product: ProductRow,
  { band, likes, text }: { readonly band: PortalBand; readonly likes: ReviewLikes; readonly text: string },
): Promise<Result<ReviewTaken>> {
  const id = newId<'product-review'>(ctx.now.getTime());
  const words: ReviewWords = { text };
  const sealed = await sealJson(ctx.kernel, 'product_review', id, words);
  return ctx.as(PORTAL).transaction(async (tx): Promise<Result<ReviewTaken>> => {
    if ((await countWaitingReviews(tx, product.id)) >= WAITING_AT_MOST) return refuse('product-review.too-many');
    const code = newCode();
    await insertReview(tx, {
      id,
      code,
      product_id: product.id,
      band,
      likes,
      sealed,
      made_at: tx.now,
      state: 'WAITING',
      public_text: null,
      reason: null,
      decided_by: null,
      decided_at: null,
      is_demonstration: product.is_demonstration,
    });
    tx.notify({ topic: 'catalogue.review', id, roles: ['catalogue_evaluator'] });
    return ok({ taken: 'WAITS', code });
  });
}
