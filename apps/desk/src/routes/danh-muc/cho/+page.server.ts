import { portalBand } from '../../../../../../src/vocabulary/index.ts';
import { m } from '../../../paraglide/messages.js';
import { text, valueOrError } from '../../../server/answer.server.ts';
import { label, options } from '../../../server/codes.server.ts';
import { keepEntered, permittedAct } from '../../../server/form-act.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _may = { action: 'product-review.decide' };

const KINDS = {
  SUBMISSION: () => m.provider_submission(),
  ANSWER: () => m.provider_answer(),
  APPEAL: () => m.provider_appeal(),
};

/** What children and providers wrote and nobody has decided on: the oldest first. */
export const load: PageServerLoad = async ({ locals: { app, ctx }, depends }) => {
  depends('desk:catalogue-waiting');
  const { learning } = app.modules;
  const reviews = valueOrError(ctx, await learning.listWaitingReviews(ctx));
  const words = valueOrError(ctx, await learning.listProviderWords(ctx));
  const products = valueOrError(ctx, await learning.listProducts(ctx)).rows;
  return {
    reviews: reviews.map((one) => ({
      ...one,
      band: label(portalBand, one.band),
      likes: label(learning.reviewLikes, one.likes),
    })),
    words: words.map((one) => ({
      ...one,
      kindName: KINDS[one.kind](),
      layer: one.layer && label(learning.evaluationLayer, one.layer),
    })),
    choices: {
      reason: options(learning.reviewRefusal),
      product: products.map((one) => ({ value: one.id, label: one.name })),
    },
  };
};

export const actions: Actions = {
  nhanXet: keepEntered(
    permittedAct('product-review.decide', ({ ctx, modules, form }) =>
      modules.learning.decideReview(ctx, {
        review: text(form, 'id'),
        decision: text(form, 'decision'),
        reason: text(form, 'reason'),
        hide: text(form, 'hide'),
      }),
    ),
  ),
  thu: keepEntered(
    permittedAct('provider-word.decide', ({ ctx, modules, form }) =>
      modules.learning.decideProviderWord(ctx, {
        word: text(form, 'id'),
        take: text(form, 'take') === 'co',
        answer: text(form, 'answer'),
        product: text(form, 'product'),
      }),
    ),
  ),
};
