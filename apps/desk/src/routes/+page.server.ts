import { redirect } from '@sveltejs/kit';
import { dutyActions } from '../frame/nav.ts';
import { href } from '../href.ts';
import { filterChoices, filtersOf } from '../report/queue.server.ts';
import { reportRows } from '../report/report-view.server.ts';
import { personOf, valueOrError } from '../server/answer.server.ts';
import type { PageServerLoad } from './$types';

export const _may = { action: 'desk.use' };

export const load: PageServerLoad = async ({ locals, url, depends }) => {
  const { app, ctx } = locals;
  depends('desk:queue');
  const actor = personOf(ctx);
  const desk = actor.assignments.find((held) => held.desk)?.desk;
  const now = ctx.now.toISOString();
  const allows = (action: string) => app.permissions.allows({ action }, actor, ctx.now);
  if (!allows('report.list')) {
    // Who works on cases or oversees them begins the day with their duties; an administrator or auditor has neither list.
    if (dutyActions.some(allows)) redirect(303, href('/viec'));
    return { rows: undefined, desk, now };
  }
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
    now,
  };
};
