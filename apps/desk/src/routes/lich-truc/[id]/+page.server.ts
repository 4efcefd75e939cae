import { namesOf } from '../../../report/report-view.server.ts';
import { dayName, hoursOf, labelOf } from '../../../roster/roster-words.server.ts';
import { number, text, valueOrError } from '../../../server/answer.server.ts';
import { permittedAct } from '../../../server/form-act.server.ts';
import { jobViews } from '../../../server/long-job.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _may = { action: 'roster.see' };

export const load: PageServerLoad = async ({ locals: { app, ctx }, params, depends }) => {
  depends('desk:roster');
  const shown = valueOrError(ctx, await app.modules.counselling.showRoster(ctx, { id: params.id }));
  const { roster, shifts, regions, assignments, onCall, unfilled, needed, job } = shown;
  const names = await namesOf(
    app,
    ctx,
    [...assignments, ...onCall].map(({ person }) => person),
  );
  const name = (person: string) => names.get(person) ?? '–';
  const byName = (a: string, b: string) => a.localeCompare(b, 'vi');
  const regionName = labelOf(ctx, regions);
  const missing = (day: string, slot: string) =>
    unfilled.find((one) => one.day === day && one.slot === slot)?.missing ?? 0;
  const [jobView] = job ? await jobViews(app, ctx, [job]) : [];
  return {
    id: roster.id,
    version: roster.version,
    draft: roster.state === 'DRAFT',
    solved: roster.best !== null,
    best: roster.best === true,
    job: jobView ?? null,
    shifts: shifts.map((shift) => ({
      code: shift.code,
      name: shift[ctx.language],
      hours: hoursOf(shift.startMinute, shift.minutes),
    })),
    days: [...new Set(needed.map(({ day }) => day))].map((day) => ({
      day,
      name: dayName(day),
      slots: shifts.map(({ code }) => ({
        code,
        needed: needed.find((one) => one.day === day && one.shift === code)?.people ?? 0,
        people: assignments
          .filter((one) => one.day === day && one.shift === code)
          .map(({ person }) => name(person))
          .sort(byName),
        missing: missing(day, code),
      })),
      onCall: regions.map(({ code }) => ({
        region: regionName(code),
        people: onCall.filter((one) => one.day === day && one.region === code).map(({ person }) => name(person)),
        missing: missing(day, code),
      })),
    })),
    open: unfilled.reduce((sum, slot) => sum + slot.missing, 0),
    mayPlan: app.permissions.allows({ action: 'roster.plan' }, ctx.actor, ctx.now),
  };
};

export const actions: Actions = {
  'ban-hanh': permittedAct<{ id: string }>('roster.plan', ({ ctx, modules, form, params }) =>
    modules.counselling.publishRoster(ctx, { id: params.id, version: number(form, 'version') }),
  ),
  bo: permittedAct<{ id: string }>('roster.plan', ({ ctx, modules, form, params }) =>
    modules.counselling.discardRoster(ctx, { id: params.id, version: Number(text(form, 'version')) }),
  ),
};
