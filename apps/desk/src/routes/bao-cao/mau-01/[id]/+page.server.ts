import { fieldsOf } from '../../../../../../../src/cases/forms/definition.pure.ts';
import { agencyNames } from '../../../../agency/agencies.server.ts';
import { enteredAnswers } from '../../../../form/entered-answers.server.ts';
import { toFormValues } from '../../../../form/values.ts';
import { m } from '../../../../paraglide/messages.js';
import { knownReception } from '../../../../report/hand-over.server.ts';
import { clockView, incidentWords, namesOf, placeOf } from '../../../../report/report-view.server.ts';
import { personOf, text, valueOrError } from '../../../../server/answer.server.ts';
import { formAct } from '../../../../server/form-act.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _may = { action: 'case.supplement' };

/** The whole of form 01 after an emergency was handed over at once: what the report says in codes stands in it. */
export const load: PageServerLoad = async ({ locals: { app, ctx }, params, depends }) => {
  depends('desk:supplement');
  const me = personOf(ctx).person;
  const { cases, intake } = app.modules;
  const owed = valueOrError(ctx, await cases.viewSupplement(ctx, { supplement: params.id }));
  const definition = valueOrError(ctx, await cases.formToday(ctx, { form: 'FORM-01' }));
  const opened = await intake.openReport(ctx, { report: owed.report });
  const triage = opened.ok ? opened.value.triage : undefined;
  const agencies = await agencyNames(app, ctx, [owed.handedTo]);
  const names = await namesOf(app, ctx, [owed.by]);
  return {
    me,
    id: owed.id,
    reference: owed.reference,
    version: owed.version,
    state: owed.state,
    agency: agencies.get(owed.handedTo) ?? owed.handedTo,
    handedOverAt: owed.handedOverAt.toISOString(),
    sentAt: owed.sentAt?.toISOString() ?? null,
    of: owed.by === me ? null : (names.get(owed.by) ?? m.person_elsewhere()),
    left: owed.left,
    clock: clockView({
      rule: owed.rule,
      startedAt: owed.handedOverAt.toISOString(),
      dueAt: owed.dueAt.toISOString(),
    }),
    report: triage ? { id: triage.id, what: incidentWords(triage) } : null,
    definition,
    entered: toFormValues(
      fieldsOf(definition),
      triage
        ? { ...knownReception(triage), ...(triage.commune ? { place_of_incident: placeOf(triage) } : {}) }
        : { received_at: owed.handedOverAt.toISOString() },
    ),
  };
};

export const actions: Actions = {
  gui: formAct(async ({ ctx, modules, form, params }) => {
    const definition = await modules.cases.formToday(ctx, { form: 'FORM-01' });
    if (!definition.ok) return definition;
    return modules.cases.sendSupplement(ctx, {
      supplement: params.id,
      version: Number(text(form, 'version')),
      answers: enteredAnswers(definition.value, form),
    });
  }),
};
