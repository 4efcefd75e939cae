import { dayOf } from '../../../../appeal/appeal.server.ts';
import { said } from '../../../../catalogue/entry-words.server.ts';
import type { PageServerLoad } from './$types';

export const _may = 'public';
export const _sensitive = true;

/** What became of a review or of what a provider handed in, by the code that was given for it. */
export const load: PageServerLoad = async ({ locals: { app, ctx }, url }) => {
  const { learning } = app.modules;
  const asked = url.searchParams.get('ma');
  if (asked === null) return { asked, review: null, word: null };
  const review = await learning.readReview(ctx, asked);
  if (review.ok)
    return {
      asked,
      review: {
        state: review.value.state,
        product: review.value.product,
        name: review.value.productName,
        on: dayOf(review.value.madeAt),
        text: review.value.text,
        reason: review.value.reason === null ? null : said(learning.reviewRefusal.get(review.value.reason)),
      },
      word: null,
    };
  const word = await learning.readProviderWord(ctx, asked);
  return {
    asked,
    review: null,
    word: word.ok
      ? {
          kind: word.value.kind,
          state: word.value.state,
          on: dayOf(word.value.madeAt),
          answer: word.value.answer,
          product: word.value.product,
        }
      : null,
  };
};
