import type { CalendarChange } from '../../../../../../src/clocks/index.ts';
import { type Day, type Holiday, holidayKind } from '../../../../../../src/vocabulary/index.ts';
import { lawCitation } from '../../../../../../src/vocabulary/law/law-citation.pure.ts';
import { weekday } from '../../../calendar/month.ts';
import { vietnamDay } from '../../../deadline-rule/current-law.server.ts';
import { effectOf } from '../../../deadline-rule/rule-view.server.ts';
import { getLocale } from '../../../paraglide/runtime.js';
import { namesOf } from '../../../report/report-view.server.ts';
import { text, valueOrError } from '../../../server/answer.server.ts';
import { label, options } from '../../../server/codes.server.ts';
import { formAct } from '../../../server/form-act.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _may = { action: 'desk.use' };

export const load: PageServerLoad = async ({ locals: { app, ctx }, url, depends }) => {
  depends('desk:days-off');
  const { days, withdrawn } = valueOrError(ctx, await app.modules.clocks.listCalendar(ctx));
  const today = vietnamDay(ctx.now);
  const years = [...new Set([...days, ...withdrawn].map((one) => one.day.slice(0, 4)))].toSorted();
  const asked = url.searchParams.get('nam') ?? '';
  const year = years.includes(asked) ? asked : today.slice(0, 4);
  const names = await namesOf(
    app,
    ctx,
    [...days.map((one) => one.recorded), ...withdrawn].flatMap((one) => (one ? [one.recordedBy] : [])),
  );
  const view = (one: Holiday, recorded: (typeof withdrawn)[number] | null) => ({
    id: one.day,
    day: one.day,
    weekday: weekday(one.day),
    name: one[getLocale()],
    kindName: label(holidayKind, one.kind),
    law: lawCitation(one.source, getLocale()),
    kind: one.kind,
    vi: one.vi,
    en: one.en,
    source: one.source,
    verified: one.verified,
    recorded: recorded && {
      by: names.get(recorded.recordedBy) ?? recorded.recordedBy,
      at: recorded.recordedAt.toISOString(),
      reason: recorded.reason,
    },
  });
  const allows = (action: string) => app.permissions.allows({ action }, ctx.actor, ctx.now);
  return {
    year,
    years,
    days: days.filter((one) => one.day.startsWith(year)).map((one) => view(one, one.recorded)),
    withdrawn: withdrawn.filter((one) => one.day.startsWith(year)).map((one) => view(one, one)),
    kinds: options(holidayKind),
    mayTry: allows('deadline-rule.try'),
    mayChange: allows('deadline-rule.manage'),
    now: ctx.now.toISOString(),
  };
};

function changeOf(form: FormData): CalendarChange {
  return {
    day: {
      day: text(form, 'day') as Day,
      kind: text(form, 'kind') as Holiday['kind'],
      vi: text(form, 'vi'),
      en: text(form, 'en'),
      source: text(form, 'source'),
      verified: form.get('verified') === 'on',
    },
    withdrawn: text(form, 'what') === 'withdraw',
  };
}

export const actions: Actions = {
  thu: formAct(async ({ ctx, app, modules, form }) => {
    const change = changeOf(form);
    const tried = await modules.clocks.whatIfCalendar(ctx, { change });
    return tried.ok ? { ok: true, value: await effectOf(app, ctx, tried.value) } : tried;
  }),
  ghi: formAct(async ({ ctx, modules, form }) => {
    const done = await modules.clocks.changeCalendar(ctx, {
      change: changeOf(form),
      reason: text(form, 'reason'),
    });
    return done.ok ? { ok: true, value: { moved: done.value.moved.length } } : done;
  }),
};
