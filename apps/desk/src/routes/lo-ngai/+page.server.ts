import { m } from '../../paraglide/messages.js';
import { formatTime } from '../../parts/format.ts';
import { namesOf } from '../../report/report-view.server.ts';
import { field, personOf, text, valueOrError } from '../../server/answer.server.ts';
import { words } from '../../server/codes.server.ts';
import { formAct, permittedAct } from '../../server/form-act.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _may = { action: 'concern.list' };

/** What an alert counts, in words. */
const alertWords = {
  'same-pair': m.concern_alert_same_pair,
  'off-shift': m.concern_alert_off_shift,
  'read-again': m.concern_alert_read_again,
  'held-back': m.concern_alert_held_back,
} as const;

export const load: PageServerLoad = async ({ locals: { app, ctx }, depends }) => {
  depends('desk:concerns');
  const { counselling, members } = app.modules;
  const me = personOf(ctx).person;
  const may = (action: string) => app.permissions.allows({ action }, ctx.actor, ctx.now);
  const concerns = valueOrError(ctx, await counselling.readConcerns(ctx));
  const mayLook = may('safeguard-alert.read');
  const alerts = mayLook ? valueOrError(ctx, await counselling.listAlerts(ctx)) : [];
  const mayRaise = may('concern.raise');
  const roles = ['111_agent', '111_counsellor', '111_supervisor', 'dpo'];
  const colleagues = mayRaise ? valueOrError(ctx, await members.findColleagues(ctx, { roles })) : [];
  const names = await namesOf(app, ctx, [
    ...concerns.flatMap(({ author, about }) => [author, ...(about === null ? [] : [about])]),
    ...alerts.map(({ helper }) => helper),
  ]);
  const view = (one: (typeof concerns)[number]) => ({
    id: one.id,
    kind: words('concern_kind', one.kind),
    by: m.concern_from({ who: names.get(one.author) ?? '–', at: formatTime(one.raisedAt) }),
    about: one.about === null ? null : m.concern_about_who({ who: names.get(one.about) ?? '–' }),
    text: one.text,
    answer: one.answer,
    mayAnswer: one.mayAnswer,
  });
  return {
    me,
    mayRaise,
    own: concerns.filter(({ own }) => own).map(view),
    received: concerns.filter(({ own }) => !own).map(view),
    colleagues: colleagues.filter(({ id }) => id !== me).map(({ id, name }) => ({ value: id, label: name })),
    kinds: counselling.concernKinds.map((value) => ({ value, label: words('concern_kind', value) })),
    outcomes: counselling.alertOutcomes.map((value) => ({ value, label: words('concern_outcome', value) })),
    mayLook,
    alerts: alerts.map((one) => ({
      id: one.id,
      text: `${names.get(one.helper) ?? '–'}: ${alertWords[one.kind]({ count: one.count })}`,
      where: [one.reference, formatTime(one.lastAt)].filter(Boolean).join(' · '),
      outcome: one.outcome === null ? null : words('concern_outcome', one.outcome),
    })),
  };
};

export const actions: Actions = {
  gui: permittedAct('concern.raise', ({ ctx, modules, form }) =>
    modules.counselling.raiseConcern(ctx, {
      kind: text(form, 'kind') as 'other',
      about: field(form, 'about'),
      text: text(form, 'text'),
    }),
  ),
  'tra-loi': formAct(({ ctx, modules, form }) =>
    modules.counselling.answerConcern(ctx, { concern: text(form, 'concern'), text: text(form, 'text') }),
  ),
  'xem-xet': permittedAct('safeguard-alert.settle', ({ ctx, modules, form }) =>
    modules.counselling.settleAlert(ctx, {
      alert: text(form, 'alert'),
      outcome: text(form, 'outcome') as 'explained',
    }),
  ),
};
