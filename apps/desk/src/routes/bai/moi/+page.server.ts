import { redirect } from '@sveltejs/kit';
import { href } from '../../../href.ts';
import { chosenDraft, draftChoices } from '../../../learning/draft-choices.server.ts';
import { text } from '../../../server/answer.server.ts';
import { keepEntered, permittedAct } from '../../../server/form-act.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _may = { action: 'learning-item.start' };

export const load: PageServerLoad = ({ locals: { app } }) => ({ choices: draftChoices(app) });

export const actions: Actions = {
  mo: keepEntered(
    permittedAct('learning-item.start', async ({ ctx, modules, form }) => {
      const [first] = modules.learning.itemForms;
      const kind = modules.learning.itemForms.find((one) => one === text(form, 'form')) ?? first;
      const started = await modules.learning.startDraft(ctx, { ...chosenDraft(form), form: kind });
      if (!started.ok) return started;
      redirect(303, href(`/bai/${started.value.id}/sua`));
    }),
  ),
};
