import { teamOutcomes } from '../../../../../../src/counselling/staffing/staffing-figures.pure.ts';
import { vietnamDate } from '../../../../../../src/kernel/time.pure.ts';
import { dayName, sourceIn } from '../../../roster/roster-words.server.ts';
import { number, text, valueOrError } from '../../../server/answer.server.ts';
import { words } from '../../../server/codes.server.ts';
import { permittedAct } from '../../../server/form-act.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _may = { action: 'forecast.plan' };

const DAYS = 14;
/** What is compared: those on duty in 2022, and what the computed peak asks for. */
const TEAMS = [11, 22, 36];
const PEAK = { most: 30, usual: 10, minutes: 60, seed: 1 };

export const load: PageServerLoad = async ({ locals: { app, ctx }, url, depends }) => {
  depends('desk:forecast');
  const from = vietnamDate(ctx.now);
  const forecast = valueOrError(ctx, await app.modules.counselling.forecastDesk(ctx, { from, days: DAYS }));
  const rule = (code: string) => forecast.rules.find((one) => one.code === code)?.value ?? 0;
  const asked = Number(url.searchParams.get('moi-phut') ?? PEAK.usual);
  const perMinute = asked >= 0.1 && asked <= PEAK.most ? asked : PEAK.usual;
  const mix = {
    shortPart: rule('SHORT_PART'),
    shortMinutes: rule('SHORT_MINUTES'),
    counsellingMinutes: rule('COUNSELLING_MINUTES'),
    patienceMinutes: rule('PATIENCE_MINUTES'),
  };
  const days = Map.groupBy(forecast.hours, ({ day }) => day);
  return {
    now: ctx.now.toISOString(),
    perMinute,
    minutes: PEAK.minutes,
    teams: teamOutcomes(TEAMS, { perMinute, minutes: PEAK.minutes, mix, seed: PEAK.seed }),
    known: forecast.hours.some(({ weeks }) => weeks > 0),
    days: [...days].map(([day, hours]) => ({
      name: dayName(day),
      off: forecast.holidays.includes(day),
      low: hours.reduce((sum, { low }) => sum + low, 0),
      middle: hours.reduce((sum, { middle }) => sum + middle, 0),
      high: hours.reduce((sum, { high }) => sum + high, 0),
    })),
    events: forecast.events.map((event) => ({
      id: event.id,
      name: event.name,
      kind: words('forecast_kind', event.kind),
      days: event.from === event.to ? dayName(event.from) : `${dayName(event.from)} – ${dayName(event.to)}`,
      uplift: event.uplift,
      source: event.source,
    })),
    rules: forecast.rules.map(({ code, value, source, verified }) => ({
      id: code,
      name: words('staffing_rule', code),
      value,
      source: sourceIn(ctx, source),
      verified,
    })),
  };
};

export const actions: Actions = {
  'su-kien': permittedAct('forecast.plan', ({ ctx, modules, form }) => {
    const kinds = ['SCHOOL_START', 'NEWS', 'POLL', 'OTHER'] as const;
    return modules.counselling.addForecastEvent(ctx, {
      kind: kinds.find((one) => one === text(form, 'kind')) ?? 'OTHER',
      name: text(form, 'name'),
      from: text(form, 'from'),
      to: text(form, 'to'),
      uplift: number(form, 'uplift') ?? Number.NaN,
      source: text(form, 'source'),
    });
  }),
  'bo-su-kien': permittedAct('forecast.plan', ({ ctx, modules, form }) =>
    modules.counselling.removeForecastEvent(ctx, { id: text(form, 'event') }),
  ),
  'quy-tac': permittedAct('roster.plan', ({ ctx, modules, form }) =>
    modules.counselling.setStaffingRule(ctx, {
      code: text(form, 'code') as Parameters<typeof modules.counselling.setStaffingRule>[1]['code'],
      value: number(form, 'value') ?? Number.NaN,
      source: text(form, 'source'),
    }),
  ),
};
