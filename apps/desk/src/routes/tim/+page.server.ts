import { fail, redirect } from '@sveltejs/kit';
import { href } from '../../href.ts';
import { reportRows } from '../../report/report-view.server.ts';
import { refusalView, text } from '../../server/answer.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _may = { action: 'report.search' };

/** A case's code, as people say it; a report's code that looks the same is searched for when no case has it. */
const CASE_CODE = /^[0-9A-Z]{4}-[0-9A-Z]{4}$/i;

export const load: PageServerLoad = ({ locals }) => ({ now: locals.ctx.now.toISOString() });

export const actions: Actions = {
  /** What is searched for stays out of the address, which lands in histories and logs. */
  tim: async ({ locals: { app, ctx }, request }) => {
    const term = text(await request.formData(), 'q');
    const reference = term.trim();
    if (CASE_CODE.test(reference) && app.permissions.allows({ action: 'case.overview' }, ctx.actor, ctx.now)) {
      const cases = await app.modules.cases.listCases(ctx, { reference, scope: 'all' });
      if (cases.ok && cases.value.cases[0]) redirect(303, href(`/ho-so/${cases.value.cases[0].id}`));
    }
    const found = await app.modules.intake.searchReports(ctx, term);
    if (!found.ok) return fail(found.refusal.text.status, { term, refusal: refusalView(ctx, found.refusal) });
    return { term, rows: await reportRows(app, ctx, found.value) };
  },
};
