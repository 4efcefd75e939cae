import { workOf } from '../../../duty/duties.server.ts';
import { reportRows } from '../../../report/report-view.server.ts';
import { personOf, valueOrError } from '../../../server/answer.server.ts';
import { colleaguesOf, giveReports, MOST_AT_ONCE } from '../../../shift/shift.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _may = { action: 'report.take' };

export const load: PageServerLoad = async ({ locals: { app, ctx }, depends }) => {
  depends('desk:shift');
  const me = personOf(ctx).person;
  const list = valueOrError(ctx, await app.modules.intake.listReports(ctx, { assigned: 'me', limit: MOST_AT_ONCE }));
  const rows = await reportRows(app, ctx, list.reports);
  const work = await workOf(app, ctx, { assigned: true });
  return {
    rows: rows.map((row, at) => ({ ...row, version: list.reports[at]?.version ?? 0 })),
    more: list.next !== undefined,
    // What hangs on a role or a case, and is not handed over by giving a report.
    others: work.shown
      .filter((row) => !row.href.startsWith('/bao-cao/'))
      .map(({ id, what, reference, href }) => ({ id, what, reference, href })),
    colleagues: (await colleaguesOf(app, ctx)).filter(({ id }) => id !== me).map((one) => ({ ...one, me: false })),
  };
};

export const actions: Actions = { giao: giveReports('report.take') };
