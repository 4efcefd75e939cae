import { fail } from '@sveltejs/kit';
import { told } from '../../../../learning/answers.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _may = 'public';

export const load: PageServerLoad = ({ locals: { app } }) => ({ most: app.modules.learning.SEATS_MOST });

export const actions: Actions = {
  /** Opens a class. The key is shown on this answer alone, which nobody stores. */
  default: async ({ locals: { app, ctx }, request }) => {
    const form = await request.formData();
    const chosen = {
      band: String(form.get('tuoi') ?? ''),
      seats: String(form.get('so') ?? ''),
      weekdays: form.getAll('thu').map(Number),
    };
    const opened = await app.modules.learning.openClass(ctx, { ...chosen, seats: Number(chosen.seats) });
    if (opened.ok) return { opened: opened.value, chosen, fault: null };
    const { refusal } = opened;
    return fail(refusal.text.status, { opened: null, chosen, fault: told(refusal, ctx.language) });
  },
};
