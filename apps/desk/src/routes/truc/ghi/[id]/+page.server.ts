import { randomUUID } from 'node:crypto';
import { spellReceiptWord } from '../../../../../../../src/vocabulary/index.ts';
import { communesOfProvince } from '../../../../commune/communes-of-province.server.ts';
import { careView, planOf } from '../../../../live-help/contact-care.server.ts';
import {
  draftFields,
  recordChoices,
  recordFields,
  recordOf,
  reportOf,
  suggestionViews,
} from '../../../../live-help/contact-record.server.ts';
import { contactView, peopleOf } from '../../../../live-help/live-help.server.ts';
import { m } from '../../../../paraglide/messages.js';
import { namesOf } from '../../../../report/report-view.server.ts';
import { personOf, text, valueOrError } from '../../../../server/answer.server.ts';
import { label, words } from '../../../../server/codes.server.ts';
import { formAct } from '../../../../server/form-act.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _may = { action: 'contact.record' };

export const load: PageServerLoad = async ({ locals: { app, ctx }, params, depends }) => {
  depends('desk:contact-record');
  const { counselling, intake } = app.modules;
  const { feeling } = counselling;
  const opened = valueOrError(ctx, await counselling.openRecord(ctx, { contact: params.id }));
  const names = await namesOf(app, ctx, [...peopleOf([opened.contact]), ...opened.records.map(({ author }) => author)]);
  const fields = recordFields(opened);
  const face = (points: number | null) => {
    const term = feeling.terms.find((one) => one.points === points);
    return term ? label(feeling, term.code) : m.contact_record_feelings_none();
  };
  return {
    me: personOf(ctx).person,
    contact: contactView(app, ctx, opened.contact, names),
    lines: opened.lines,
    recorded: opened.recorded,
    fields,
    draft: draftFields(opened.draft, fields),
    choices: recordChoices(app),
    suggestions: suggestionViews(opened),
    danger: opened.danger,
    records: opened.records.map((one) => ({
      version: one.version,
      at: one.at,
      author: names.get(one.author) ?? '–',
      what: [
        label(counselling.callType, one.callType),
        ...one.reasons.map((code) => app.modules.vocabulary.contactReason.label(code, ctx.language)),
      ].join(' · '),
      insafe: counselling
        .insafeOf(one.incidents)
        .map((code) => label(counselling.insafeCategory, code))
        .join(' · '),
      why: one.correction === null ? null : label(counselling.correctionReason, one.correction),
      words: one.words,
    })),
    report:
      opened.report?.reference === undefined ? null : { id: opened.report.id, reference: opened.report.reference },
    reported: opened.report !== null,
    care: await careView(app, ctx, params.id),
    mayHandOver: app.permissions.allows({ action: 'case.open' }, ctx.actor, ctx.now),
    reporters: intake.reporterKinds.map((value) => ({ value, label: words('reporter', value) })),
    feelings: opened.feelings && { before: face(opened.feelings.before), after: face(opened.feelings.after) },
  };
};

export const actions: Actions = {
  ghi: formAct(({ ctx, modules, form, params }) =>
    modules.counselling.recordContact(ctx, { contact: params.id, record: recordOf(form) }),
  ),
  'tin-bao': formAct(async ({ ctx, modules, form, params }) => {
    const filed = await modules.counselling.fileFromContact(ctx, { contact: params.id, report: reportOf(form) });
    if (!filed.ok) return filed;
    const { report, reference, receipt, imminentDanger } = filed.value;
    const spelt = receipt.words.map(spellReceiptWord);
    return { ok: true, value: { id: report, reference, locator: receipt.locator, words: spelt, imminentDanger } };
  }),
  'gui-ma': formAct(({ ctx, modules, form, params }) =>
    modules.counselling.writeAsHelper(ctx, {
      contact: params.id,
      text: m.contact_record_report_line({ locator: text(form, 'locator'), words: form.getAll('word').join(' · ') }),
      lineKey: randomUUID(),
      afterSeq: Number(text(form, 'afterSeq')),
    }),
  ),
  'ke-hoach': formAct(({ ctx, modules, form, params }) =>
    modules.counselling.setContactPlan(ctx, { contact: params.id, ...planOf(form) }),
  ),
  'lam-cham': formAct(({ ctx, modules, form, params }) =>
    modules.counselling.askSlow(ctx, {
      contact: params.id,
      reason: text(form, 'reason') as 'ABUSIVE',
      days: Number(text(form, 'days')),
      why: text(form, 'why'),
    }),
  ),
  xa: communesOfProvince,
};
