import { formatTime } from '../../../parts/format.ts';
import { text, valueOrError } from '../../../server/answer.server.ts';
import { words } from '../../../server/codes.server.ts';
import { formAct, permittedAct } from '../../../server/form-act.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _may = { action: 'quality-review.list' };

export const load: PageServerLoad = async ({ locals: { app, ctx }, depends }) => {
  depends('desk:quality');
  const { counselling } = app.modules;
  const { reviews, agreement } = valueOrError(ctx, await counselling.listReviews(ctx));
  return {
    reviews: reviews.map((one) => ({
      id: one.id,
      reference: one.reference ?? '–',
      why: words('quality_why', one.why),
      at: formatTime(one.chosenAt),
      turn: one.turn,
      turnName: words('quality_turn', one.turn),
      own: one.own,
    })),
    agreement:
      agreement?.map(({ rating, pairs, alpha }) => ({
        id: rating,
        name: counselling.qualityRating.label(rating, ctx.language),
        pairs,
        alpha: alpha ?? null,
      })) ?? null,
    mayChoose: app.permissions.allows({ action: 'quality-review.choose' }, ctx.actor, ctx.now),
  };
};

export const actions: Actions = {
  chon: permittedAct('quality-review.choose', ({ ctx, modules }) => modules.counselling.chooseForReview(ctx)),
  nhan: formAct(({ ctx, modules, form }) => modules.counselling.takeReview(ctx, { review: text(form, 'review') })),
};
