import { m } from '../../paraglide/messages.js';
import { namesOf, reportRows } from '../../report/report-view.server.ts';
import { personOf, valueOrError } from '../../server/answer.server.ts';
import { giveOwedForm, owedForms } from '../../shift/owed-forms.server.ts';
import { colleaguesOf, deskOf, giveReports, MOST_AT_ONCE } from '../../shift/shift.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _may = { action: 'report.assign' };

/** Which reports are shown, by what stands in the address as `loc`. */
const shown = { 'chua-ai': { assigned: 'nobody' }, 'qua-han': { overdue: true } } as const;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

export const load: PageServerLoad = async ({ locals: { app, ctx }, url, depends }) => {
  depends('desk:shift');
  const me = personOf(ctx).person;
  const { intake } = app.modules;
  const asked = url.searchParams.get('loc');
  const which = asked === 'qua-han' ? asked : 'chua-ai';
  const holder = url.searchParams.get('giu') ?? '';
  const filters = UUID.test(holder) ? { assigned: holder } : shown[which];
  const list = valueOrError(ctx, await intake.listReports(ctx, { ...filters, limit: MOST_AT_ONCE }));
  const rows = await reportRows(app, ctx, list.reports);
  const desk = deskOf(ctx);
  const figures = valueOrError(ctx, await intake.deskSummary(ctx, desk === undefined ? {} : { desk }));
  const held = valueOrError(ctx, await intake.countHeld(ctx));
  const colleagues = (await colleaguesOf(app, ctx)).map((one) => ({
    ...one,
    me: one.id === me,
    held: held.get(one.id) ?? 0,
  }));
  // Who holds reports and works here no more: nobody else would ever come upon these.
  const gone = [...held.keys()].filter((id) => !colleagues.some((one) => one.id === id));
  const names = await namesOf(app, ctx, gone);
  const left = gone.map((id) => ({ id, name: names.get(id) ?? m.person_elsewhere(), held: held.get(id) ?? 0 }));
  return {
    which,
    colleagues,
    left,
    holder: [...left, ...colleagues].find(({ id }) => id === holder) ?? null,
    // In the order of the queue, as everywhere.
    rows: rows.map((row, at) => ({ ...row, version: list.reports[at]?.version ?? 0 })),
    more: list.next !== undefined,
    owed: await owedForms(app, ctx),
    nobody: figures.nobody,
    overdue: figures.overdue,
  };
};

export const actions: Actions = { giao: giveReports('report.assign'), giaoMau: giveOwedForm };
