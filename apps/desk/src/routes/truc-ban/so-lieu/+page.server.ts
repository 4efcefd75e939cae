import { DAY } from '../../../../../../src/kernel/time.pure.ts';
import { unitName } from '../../../agency/admin-units.server.ts';
import { agencyNamesOf } from '../../../agency/agencies.server.ts';
import { callsInWords } from '../../../officer/officer-call.server.ts';
import { text, valueOrError } from '../../../server/answer.server.ts';
import { formAct } from '../../../server/form-act.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _may = { action: 'officer-call.see' };

/** Days that the page counts, and the choices beside them. */
const PERIODS = [30, 90, 365] as const;

export const load: PageServerLoad = async ({ locals: { app, ctx }, depends, url }) => {
  depends('desk:officer-calls');
  const { counselling } = app.modules;
  const asked = Number(url.searchParams.get('ngay'));
  const days = PERIODS.find((one) => one === asked) ?? 90;
  const to = new Date(ctx.now.getTime() + 1);
  const from = new Date(to.getTime() - days * DAY);
  const { agencies } = valueOrError(ctx, await counselling.officerFigures(ctx, { from, to }));
  const { calls } = valueOrError(ctx, await counselling.missedCalls(ctx));
  const names = await agencyNamesOf(app, ctx, agencies);
  return {
    now: ctx.now.toISOString(),
    days,
    periods: PERIODS,
    mayLook: app.permissions.allows({ action: 'officer-call.look-at' }, ctx.actor, ctx.now),
    missed: await callsInWords(app, ctx, calls),
    rows: agencies.map((one) => ({
      id: one.agency,
      name: names.get(one.agency) ?? one.agency,
      place: unitName(one.commune),
      calls: one.calls,
      acknowledged: one.acknowledged,
      minutes: one.medianSeconds === null ? null : one.medianSeconds / 60,
      missed: one.missed,
      noAnswer: one.noAnswer + one.wrongNumber,
      busy: one.busy,
      refused: one.refused,
      nobodyOnDuty: one.nobodyOnDuty,
      noAcknowledgement: one.noAcknowledgement,
    })),
  };
};

export const actions: Actions = {
  'da-xem': formAct(({ ctx, modules, form }) => modules.counselling.lookAtMissed(ctx, { call: text(form, 'call') })),
};
