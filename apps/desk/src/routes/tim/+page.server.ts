import { fail, redirect } from '@sveltejs/kit';
import { href } from '../../href.ts';
import { reportRows } from '../../report/report-view.server.ts';
import { findByCode } from '../../search/find-code.server.ts';
import { refusalView, text } from '../../server/answer.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _may = { action: 'report.search' };

export const load: PageServerLoad = ({ locals }) => ({ now: locals.ctx.now.toISOString() });

export const actions: Actions = {
  /** What is searched for stays out of the address, which lands in histories and logs. */
  tim: async ({ locals: { app, ctx }, request }) => {
    const term = text(await request.formData(), 'q');
    const [matter] = await findByCode(app, ctx, term);
    if (matter) redirect(303, href(matter.href));
    const found = await app.modules.intake.searchReports(ctx, term);
    if (!found.ok) return fail(found.refusal.text.status, { term, refusal: refusalView(ctx, found.refusal) });
    return { term, rows: await reportRows(app, ctx, found.value) };
  },
};
