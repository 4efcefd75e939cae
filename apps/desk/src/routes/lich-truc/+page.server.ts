import { namesOf } from '../../report/report-view.server.ts';
import { dayName, hoursOf, labelOf } from '../../roster/roster-words.server.ts';
import { field, number, personOf, text, valueOrError } from '../../server/answer.server.ts';
import { words } from '../../server/codes.server.ts';
import { formAct, permittedAct } from '../../server/form-act.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _may = { action: 'roster.see' };

export const load: PageServerLoad = async ({ locals: { app, ctx }, depends }) => {
  depends('desk:own-shifts');
  const { counselling } = app.modules;
  const me = personOf(ctx).person;
  const own = valueOrError(ctx, await counselling.ownShifts(ctx));
  const { rosters } = valueOrError(ctx, await counselling.listRosters(ctx));
  const leave = valueOrError(ctx, await counselling.listLeave(ctx));
  const names = await namesOf(app, ctx, [
    ...own.colleagues.map(({ person }) => person),
    ...own.swaps.flatMap(({ asker, asked }) => [asker, asked]),
    ...leave.map(({ person }) => person),
  ]);
  const name = (person: string) => names.get(person) ?? '–';
  const shiftName = labelOf(ctx, own.kinds);
  const regionName = labelOf(ctx, own.regions);
  return {
    shifts: own.shifts.map(({ day, shift, roster }) => ({
      id: `${roster} ${day}`,
      day,
      roster,
      name: `${dayName(day)} · ${shift[ctx.language]}`,
      hours: hoursOf(shift.startMinute, shift.minutes),
      asked: own.swaps.some((swap) => swap.asker === me && swap.askerDay === day),
    })),
    onCall: own.onCall.map(({ day, region }) => ({ day: dayName(day), region: regionName(region) })),
    colleagues: [...new Set(own.colleagues.map(({ person }) => person))]
      .map((person) => ({ value: person, label: name(person) }))
      .sort((a, b) => a.label.localeCompare(b.label, 'vi')),
    theirs: own.colleagues.map(({ person, day, shift }) => ({
      person,
      value: day,
      label: `${dayName(day)} · ${shiftName(shift)}`,
    })),
    swaps: own.swaps.map((swap) => ({
      id: swap.id,
      mine: swap.asker === me,
      who: name(swap.asker === me ? swap.asked : swap.asker),
      given: dayName(swap.askerDay),
      taken: swap.askedDay === null ? null : dayName(swap.askedDay),
    })),
    leave: leave.map((one) => ({
      id: one.id,
      mine: one.person === me,
      who: name(one.person),
      days: one.from === one.to ? dayName(one.from) : `${dayName(one.from)} – ${dayName(one.to)}`,
      kind: words('leave_kind', one.kind),
      asked: one.state === 'ASKED',
    })),
    wish: { region: own.wish.region ?? '', dislikes: own.wish.dislikes },
    kinds: own.kinds.map((kind) => ({ code: kind.code, name: kind[ctx.language] })),
    regions: own.regions.map(({ code }) => ({ value: code, label: regionName(code) })),
    rosters: rosters.map(({ id, from, days, state }) => ({
      id,
      from: dayName(from),
      days,
      draft: state === 'DRAFT',
    })),
    mayPlan: app.permissions.allows({ action: 'roster.plan' }, ctx.actor, ctx.now),
  };
};

export const actions: Actions = {
  hoi: formAct(({ ctx, modules, form }) =>
    modules.counselling.askSwap(ctx, {
      roster: text(form, 'roster'),
      day: text(form, 'day'),
      to: text(form, 'to'),
      forDay: field(form, 'forDay'),
    }),
  ),
  'tra-loi': formAct(({ ctx, modules, form }) =>
    modules.counselling.answerSwap(ctx, { id: text(form, 'swap'), yes: text(form, 'yes') === 'co' }),
  ),
  'rut-doi': formAct(({ ctx, modules, form }) => modules.counselling.withdrawSwap(ctx, { id: text(form, 'swap') })),
  'xin-nghi': formAct(({ ctx, modules, form }) => {
    const kinds = ['ANNUAL', 'SICK', 'TRAINING', 'OTHER'] as const;
    const kind = kinds.find((one) => one === text(form, 'kind')) ?? 'OTHER';
    return modules.counselling.askLeave(ctx, { from: text(form, 'from'), to: text(form, 'to'), kind });
  }),
  'rut-nghi': formAct(({ ctx, modules, form }) => modules.counselling.withdrawLeave(ctx, { id: text(form, 'leave') })),
  'duyet-nghi': permittedAct('leave.decide', ({ ctx, modules, form }) =>
    modules.counselling.decideLeave(ctx, { id: text(form, 'leave'), grant: text(form, 'grant') === 'co' }),
  ),
  'mong-muon': formAct(({ ctx, modules, form }) => {
    const dislikes = [...form]
      .filter(([name]) => name.startsWith('dislike-'))
      .map(([name, value]) => [name.slice('dislike-'.length), Number(value)]);
    return modules.counselling.setWish(ctx, {
      region: field(form, 'region') ?? null,
      dislikes: Object.fromEntries(dislikes),
    });
  }),
  lap: permittedAct('roster.plan', async ({ ctx, modules, form }) => {
    const from = text(form, 'from');
    const days = number(form, 'days') ?? 0;
    // What is expected decides how many are asked for.
    const forecast = await modules.counselling.forecastDesk(ctx, { from, days });
    if (!forecast.ok) return forecast;
    return modules.counselling.planRoster(ctx, { from, days, needs: forecast.value.needs });
  }),
};
