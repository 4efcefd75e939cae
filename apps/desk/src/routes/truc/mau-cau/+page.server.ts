import { cardViews } from '../../../live-help/answers.server.ts';
import { text, valueOrError } from '../../../server/answer.server.ts';
import { permittedAct } from '../../../server/form-act.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _may = { action: 'canned-answer.use' };

export const load: PageServerLoad = async ({ locals: { app, ctx }, depends }) => {
  depends('desk:canned-answers');
  const answers = valueOrError(ctx, await app.modules.counselling.listCannedAnswers(ctx));
  return {
    answers: answers.map((one) => ({ ...one, id: one.code, name: ctx.language === 'vi' ? one.titleVi : one.titleEn })),
    cards: cardViews(app),
    now: ctx.now,
    mayWrite: app.permissions.allows({ action: 'canned-answer.write' }, ctx.actor, ctx.now),
  };
};

export const actions: Actions = {
  luu: permittedAct('canned-answer.write', ({ ctx, modules, form }) =>
    modules.counselling.writeCannedAnswer(ctx, {
      code: text(form, 'code'),
      titleVi: text(form, 'titleVi'),
      titleEn: text(form, 'titleEn'),
      vi: text(form, 'vi'),
      en: text(form, 'en'),
      source: text(form, 'source'),
    }),
  ),
  bo: permittedAct('canned-answer.write', ({ ctx, modules, form }) =>
    modules.counselling.retireCannedAnswer(ctx, { code: text(form, 'code') }),
  ),
};
