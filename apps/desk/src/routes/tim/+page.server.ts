import { fail } from '@sveltejs/kit';
import { text, told } from '../../server/answer.server.ts';
import { reportRows } from '../../server/report-view.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _may = { action: 'report.search' };

export const load: PageServerLoad = ({ locals }) => ({ now: locals.ctx.now.toISOString() });

export const actions: Actions = {
  /** What is searched for stays out of the address, which lands in histories and logs. */
  tim: async ({ locals: { app, ctx }, request }) => {
    const term = text(await request.formData(), 'q');
    const found = await app.modules.intake.searchReports(ctx, term);
    if (!found.ok) return fail(found.refusal.text.status, { term, refusal: told(ctx, found.refusal) });
    return { term, rows: await reportRows(app, ctx, found.value) };
  },
};
