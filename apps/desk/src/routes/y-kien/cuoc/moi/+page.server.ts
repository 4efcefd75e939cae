import { keepEntered, permittedAct } from '../../../../server/form-act.server.ts';
import { consultationChoices, consultationOf } from '../../../../voice/consultation-words.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _may = { action: 'consultation.start' };

export const load: PageServerLoad = ({ locals: { app } }) => ({ choices: consultationChoices(app) });

export const actions: Actions = {
  soan: keepEntered(
    permittedAct('consultation.start', ({ ctx, modules, form }) =>
      modules.voice.startConsultation(ctx, consultationOf(form)),
    ),
  ),
};
