import { number, valueOrError } from '../../../../../server/answer.server.ts';
import { keepEntered, permittedAct } from '../../../../../server/form-act.server.ts';
import { choiceLines, consultationChoices, consultationOf } from '../../../../../voice/consultation-words.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _may = { action: 'consultation.change' };

export const load: PageServerLoad = async ({ locals: { app, ctx }, params }) => {
  const detail = valueOrError(ctx, await app.modules.voice.consultationDetail(ctx, params.id));
  const { consultation: one } = detail;
  const written: Record<string, string> = {
    kind: one.kind,
    titleVi: one.title_vi,
    titleEn: one.title_en ?? '',
    questionVi: one.question_vi,
    questionEn: one.question_en ?? '',
    spaceVi: one.space_vi ?? '',
    spaceEn: one.space_en ?? '',
    decisionMakerVi: one.decision_maker_vi ?? '',
    decisionMakerEn: one.decision_maker_en ?? '',
    answerBy: one.answer_by ?? '',
    most: one.most === null ? '' : String(one.most),
    budget: one.budget === null ? '' : String(one.budget),
    choices: choiceLines(detail),
  };
  const chosen: Record<string, readonly string[]> = { bands: one.bands, means: one.means };
  return { id: one.id, title: one.title_vi, version: one.version, choices: consultationChoices(app), written, chosen };
};

export const actions: Actions = {
  luu: keepEntered(
    permittedAct('consultation.change', ({ ctx, modules, form, params }) =>
      modules.voice.changeConsultation(ctx, {
        consultation: params.id ?? '',
        version: number(form, 'version') ?? 0,
        ...consultationOf(form),
      }),
    ),
  ),
};
