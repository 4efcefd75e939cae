import { text, valueOrError } from '../../../server/answer.server.ts';
import { words } from '../../../server/codes.server.ts';
import { keepEntered, permittedAct } from '../../../server/form-act.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _may = { action: 'item-appeal.answer' };

export const load: PageServerLoad = async ({ locals: { app, ctx }, depends }) => {
  depends('desk:item-appeals');
  const { appeals, answered } = valueOrError(ctx, await app.modules.takedown.listItemAppeals(ctx));
  return {
    rows: appeals.map((one) => ({ ...one, madeAt: one.madeAt.toISOString() })),
    answered: answered.map((one) => ({
      ...one,
      madeAt: one.madeAt.toISOString(),
      answeredAt: one.answeredAt.toISOString(),
      state: words('item_appeal_state', one.state),
    })),
  };
};

export const actions: Actions = {
  traLoi: keepEntered(
    permittedAct('item-appeal.answer', ({ ctx, modules, form }) =>
      modules.takedown.answerItemAppeal(ctx, {
        id: text(form, 'id'),
        upheld: text(form, 'upheld') === 'co',
        answer: text(form, 'answer'),
      }),
    ),
  ),
};
