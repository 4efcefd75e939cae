import { filterChoices, filtersOf, queueAddress } from '../../report/queue.server.ts';
import { reportRows } from '../../report/report-view.server.ts';
import { personOf, valueOrError } from '../../server/answer.server.ts';
import { colleaguesOf, deskOf } from '../../shift/shift.server.ts';
import type { LayoutServerLoad } from './$types';

/** The queue beside every report, as the address filters it: the same rows whatever report is open. */
export const load: LayoutServerLoad = async ({ locals: { app, ctx }, url, depends }) => {
  depends('desk:queue');
  const actor = personOf(ctx);
  const desk = deskOf(ctx);
  const { intake } = app.modules;
  const list = valueOrError(ctx, await intake.listReports(ctx, filtersOf(url.searchParams)));
  const figures = desk === undefined ? undefined : await intake.deskSummary(ctx, { desk });
  const mayAssign = app.permissions.allows({ action: 'report.assign' }, actor, ctx.now);
  return {
    queue: {
      rows: await reportRows(app, ctx, list.reports),
      next: list.next,
      figures: figures?.ok ? figures.value : undefined,
      bound: intake.SUMMARY_BOUND,
      choices: filterChoices(),
      address: queueAddress(url.searchParams),
      me: actor.person,
      mayAssign,
      colleagues: mayAssign ? await colleaguesOf(app, ctx) : [],
      now: ctx.now.toISOString(),
    },
  };
};
