import { fileFromPlatform } from '../../../intake/index.ts';
import {
  actOnRecord,
  type Ctx,
  canBy,
  ok,
  personsOnly,
  type RecordKind,
  type Result,
  systemActor,
} from '../../../kernel/index.ts';
import { refuse } from '../../refusals.ts';
import { openJson } from '../../sealed-json.ts';
import { reviewRefusal } from '../catalogue-lists.ts';
import { reviewPolicy } from '../catalogue-policies.ts';
import type { ReviewRow } from '../catalogue-tables.ts';
import { findProduct } from '../products/product-store.ts';
import { hideWords, unfoundWords } from './hide-words.ts';
import type { ReviewWords } from './review.ts';
import { findReview, updateReview } from './review-store.ts';

export const reviewDecisions = ['PUBLISH', 'REFUSE', 'TELL'] as const;
export type ReviewDecision = (typeof reviewDecisions)[number];

const reviewRecord: RecordKind<ReviewRow, 'product-review.decide'> = {
  kind: 'product-review',
  acts: personsOnly,
  find: (tx, id, { lock }) => findReview(tx, id, lock ? 'for update' : undefined),
  can: canBy(reviewPolicy, ({ state }) => ({ state })),
  notFound: () => refuse('product-review.not-found'),
  notPermitted: (_actor, _action, { state }) => (state === 'WAITING' ? undefined : refuse('product-review.decided')),
};

/**
 * Decides on a review: shows it, with telephone numbers, addresses and the words that the reader names hidden; does not show it, with a
 * reason that its writer reads; or hands it to the 111 desk, where it tells of something that happened, which nobody else reads from then
 * on. However it is decided, the words themselves are gone.
 * @param input `hide`: words that lead to a person, one a line; each is hidden wherever it stands
 * Refusals: those of an act on a record and of a filing, `product-review.not-found`, `product-review.decided`, `product-review.unusable`,
 * `product-review.hide-not-found`
 */
export function decideReview(
  ctx: Ctx,
  input: {
    readonly review: string;
    readonly decision: string;
    readonly reason?: string | null | undefined;
    readonly hide?: string | null | undefined;
  },
): Promise<Result<void>> {
  return actOnRecord(reviewRecord, ctx, 'product-review.decide', { id: input.review }, async (tx, row, actor) => {
    const decision = reviewDecisions.find((one) => one === input.decision);
    if (decision === undefined || row.sealed === null) return refuse('product-review.unusable', { field: 'decision' });
    const { text } = await openJson<ReviewWords>(ctx.kernel, 'product_review', { id: row.id, sealed: row.sealed });
    const decided = { sealed: null, decided_by: actor.person, decided_at: tx.now };
    if (decision === 'PUBLISH') {
      if (unfoundWords(text, input.hide ?? '').length > 0)
        return refuse('product-review.hide-not-found', { field: 'hide' });
      await updateReview(tx, row.id, {
        ...decided,
        state: 'PUBLISHED',
        public_text: hideWords(text, input.hide ?? ''),
      });
    } else if (decision === 'REFUSE') {
      if (!reviewRefusal.has(input.reason)) return refuse('product-review.unusable', { field: 'reason' });
      await updateReview(tx, row.id, { ...decided, state: 'REFUSED', reason: input.reason });
    } else {
      const product = await findProduct(tx, row.product_id);
      // The same key is the same report, should this be done twice.
      const filed = await fileFromPlatform(ctx.as(systemActor('learning.catalogue')), {
        channel: 'PORTAL_TEXT',
        idempotencyKey: `product-review.${row.id}`,
        demonstration: row.is_demonstration,
        report: {
          reporter: { kind: 'other' },
          narrative: `${text}\n\n(Trẻ em viết ở ô nhận xét về “${product?.name ?? ''}”. Không có đường trả lời; em đã được mời gọi 111. · Written by a child as a review. There is no way to answer; the child was told of 111.)`,
          language: 'vi',
        },
      });
      if (!filed.ok) return filed;
      await updateReview(tx, row.id, { ...decided, state: 'TOLD' });
    }
    tx.audit({
      action: 'product-review.decide',
      object: { kind: 'product', id: row.product_id },
      codes: { decision, band: row.band },
    });
    tx.notify({ topic: 'catalogue.review', id: row.id, roles: ['catalogue_evaluator'] });
    return ok();
  });
}
