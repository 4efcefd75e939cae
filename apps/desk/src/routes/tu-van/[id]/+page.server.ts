import { redirect } from '@sveltejs/kit';
import { atVietnamTime } from '../../../../../../src/kernel/time.pure.ts';
import { agencyNames } from '../../../agency/agencies.server.ts';
import { href } from '../../../href.ts';
import { caseOfCode } from '../../../series/case-of-code.server.ts';
import { seriesOnPage } from '../../../series/series-view.server.ts';
import { actionResult, field, number, personOf, text, valueOrError } from '../../../server/answer.server.ts';
import { formAct, keepEntered } from '../../../server/form-act.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _may = { action: 'series.read' };

/** One series, as its counsellor and who handles the case read it. */
export const load: PageServerLoad = async ({ locals: { app, ctx }, params, depends }) => {
  depends('desk:series');
  const { counselling, members } = app.modules;
  const view = valueOrError(ctx, await counselling.readSeries(ctx, { series: params.id }));
  const openings = valueOrError(ctx, await counselling.whoOpenedSeries(ctx, { series: params.id }));
  const names = await agencyNames(app, ctx, [
    view.agency,
    ...(view.sharedWith ? [view.sharedWith] : []),
    ...openings.map(({ agency }) => agency),
  ]);
  const name = (code: string) => names.get(code) ?? code;
  const works = view.own && view.state === 'open';
  const colleagues = works
    ? valueOrError(ctx, await members.findColleagues(ctx, { roles: [...counselling.counsellorRoles] }))
    : [];
  const me = personOf(ctx).person;
  return {
    id: view.id,
    reference: view.reference,
    version: view.version,
    own: view.own,
    works,
    ended: view.state === 'ended',
    beganAt: view.beganAt.toISOString(),
    endedAt: view.endedAt?.toISOString() ?? null,
    closing: view.closing,
    agency: name(view.agency),
    sharedWith: view.sharedWith ? name(view.sharedWith) : null,
    mayShare: works && app.permissions.allows({ action: 'case.overview' }, ctx.actor, ctx.now),
    caseId: view.case,
    referralId: view.referral,
    openings: openings.map(({ day, agency }) => ({
      id: `${day} ${agency}`,
      day: day.split('-').reverse().join('/'),
      agency: name(agency),
    })),
    colleagues: colleagues.filter(({ id }) => id !== me).map(({ id, name: label }) => ({ value: id, label })),
    ...(await seriesOnPage(app, ctx, view)),
  };
};

/** The series of the page, as its reader saw it. */
const onSeries = (form: FormData, params: { readonly id?: string }) => ({
  series: params.id as string,
  version: Number(text(form, 'version')),
});
/** And the session that the form is about. */
const onSession = (form: FormData, params: { readonly id?: string }) => ({
  ...onSeries(form, params),
  session: text(form, 'session'),
});

export const actions: Actions = {
  mucTieu: keepEntered(
    formAct<{ id: string }>(({ ctx, modules, form, params }) =>
      modules.counselling.setGoal(ctx, { ...onSeries(form, params), text: text(form, 'mucTieu') }),
    ),
  ),
  mucTieuXong: formAct(({ ctx, modules, form, params }) =>
    modules.counselling.settleGoal(ctx, {
      ...onSeries(form, params),
      goal: text(form, 'goal'),
      state: text(form, 'state'),
    }),
  ),
  chiaSe: formAct(async ({ app, ctx, modules, form, params }) => {
    const named = await caseOfCode(app, ctx, text(form, 'maHoSo'));
    return named.ok ? modules.counselling.shareSeries(ctx, { ...onSeries(form, params), case: named.value }) : named;
  }),
  dongY: formAct(({ ctx, modules, form, params }) =>
    modules.counselling.recordAgreement(ctx, {
      ...onSeries(form, params),
      giver: text(form, 'giver'),
      answer: text(form, 'answer'),
      exception: field(form, 'exception'),
    }),
  ),
  hen: keepEntered(
    formAct<{ id: string }>(({ ctx, modules, form, params }) =>
      modules.counselling.planSession(ctx, {
        ...onSeries(form, params),
        at: atVietnamTime(text(form, 'at')),
        minutes: number(form, 'minutes') ?? Number.NaN,
        mode: text(form, 'mode'),
        childReminder: field(form, 'childReminder'),
      }),
    ),
  ),
  doiHen: formAct(({ ctx, modules, form, params }) =>
    modules.counselling.moveSession(ctx, {
      ...onSession(form, params),
      at: atVietnamTime(text(form, 'at')),
      minutes: number(form, 'minutes') ?? Number.NaN,
      reason: text(form, 'reason'),
    }),
  ),
  huyHen: formAct(({ ctx, modules, form, params }) =>
    modules.counselling.cancelSession(ctx, {
      ...onSession(form, params),
      reason: text(form, 'reason'),
    }),
  ),
  vang: formAct(({ ctx, modules, form, params }) =>
    modules.counselling.missSession(ctx, {
      ...onSession(form, params),
    }),
  ),
  ghi: keepEntered(
    formAct<{ id: string }>(({ ctx, modules, form, params }) =>
      modules.counselling.holdSession(ctx, {
        ...onSession(form, params),
        summary: text(form, 'summary'),
        scores: scoresOf(form),
      }),
    ),
  ),
  ghiLai: keepEntered(
    formAct<{ id: string }>(({ ctx, modules, form, params }) =>
      modules.counselling.writeSummary(ctx, {
        ...onSession(form, params),
        text: text(form, 'text'),
      }),
    ),
  ),
  /** The own notes; each opening is in the audit. */
  docRieng: formAct(async ({ ctx, modules, params }) => {
    const notes = await modules.counselling.readPrivateNotes(ctx, { series: params.id as string });
    if (!notes.ok) return notes;
    return {
      ok: true,
      value: { notes: notes.value.map(({ id, at, text: said }) => ({ id, at: at.toISOString(), text: said })) },
    };
  }),
  ghiRieng: keepEntered(
    formAct<{ id: string }>(({ ctx, modules, form, params }) =>
      modules.counselling.writePrivateNote(ctx, { series: params.id, text: text(form, 'text') }),
    ),
  ),
  boRieng: formAct(({ ctx, modules, form, params }) =>
    modules.counselling.removePrivateNote(ctx, { series: params.id as string, note: text(form, 'note') }),
  ),
  banGiao: async ({ locals: { ctx, app }, request, params }) => {
    const form = await request.formData();
    const done = await app.modules.counselling.handOverSeries(ctx, {
      ...onSeries(form, params),
      to: text(form, 'to'),
    });
    if (!done.ok) return actionResult(ctx, done);
    redirect(303, href('/tu-van'));
  },
  ketThuc: keepEntered(
    formAct<{ id: string }>(({ ctx, modules, form, params }) =>
      modules.counselling.endSeries(ctx, {
        ...onSeries(form, params),
        outcome: text(form, 'outcome'),
        closing: text(form, 'closing'),
      }),
    ),
  ),
  xoa: async ({ locals: { ctx, app }, request, params }) => {
    const form = await request.formData();
    const done = await app.modules.counselling.eraseSeries(ctx, { ...onSeries(form, params) });
    if (!done.ok) return actionResult(ctx, done);
    redirect(303, href('/tu-van'));
  },
};

/** Ratings that were filled in; what is no number is refused by the verb with its field. */
function scoresOf(form: FormData): Record<string, number> {
  return Object.fromEntries(
    [...form.keys()]
      .filter((name) => name.startsWith('diem.') && text(form, name).trim() !== '')
      .map((name) => [name.slice('diem.'.length), number(form, name) ?? Number.NaN]),
  );
}
