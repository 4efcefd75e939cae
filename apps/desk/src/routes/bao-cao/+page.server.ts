import { filterChoices, filtersOf } from '../../report/queue.server.ts';
import { reportRows } from '../../report/report-view.server.ts';
import { personOf, valueOrError } from '../../server/answer.server.ts';
import type { PageServerLoad } from './$types';

export const _may = { action: 'report.list' };

export const load: PageServerLoad = async ({ locals: { app, ctx }, url, depends }) => {
  depends('desk:queue');
  const desk = personOf(ctx).assignments.find((held) => held.desk)?.desk;
  const { intake } = app.modules;
  const list = valueOrError(ctx, await intake.listReports(ctx, filtersOf(url.searchParams)));
  const figures = desk === undefined ? undefined : await intake.deskSummary(ctx, { desk });
  return {
    rows: await reportRows(app, ctx, list.reports),
    next: list.next,
    figures: figures?.ok ? figures.value : undefined,
    bound: intake.SUMMARY_BOUND,
    choices: filterChoices(),
    desk,
    now: ctx.now.toISOString(),
  };
};
