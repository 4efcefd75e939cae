import { fieldsOf } from '../../../../../../src/cases/forms/definition.pure.ts';
import { communesOf, provinceOf } from '../../../../../../src/vocabulary/index.ts';
import { provinceChoices, unitOption } from '../../../agency/admin-units.server.ts';
import { communesOfProvince } from '../../../commune/communes-of-province.server.ts';
import { enteredAnswers } from '../../../form/entered-answers.server.ts';
import { toFormValues } from '../../../form/values.ts';
import { m } from '../../../paraglide/messages.js';
import { knownReception } from '../../../report/hand-over.server.ts';
import { incidentWords, statusOf } from '../../../report/report-view.server.ts';
import { field, personOf, valueOrError } from '../../../server/answer.server.ts';
import { localName, words } from '../../../server/codes.server.ts';
import { formAct } from '../../../server/form-act.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _may = { action: 'case.open' };

/** Form 01 for a new case: from a confirmed report (`tin`), with what the report says in codes; or empty, for the commune itself. */
export const load: PageServerLoad = async ({ locals, url }) => {
  const { app, ctx } = locals;
  const actor = personOf(ctx);
  const definition = valueOrError(ctx, await app.modules.cases.formToday(ctx, { form: 'FORM-01' }));
  const id = url.searchParams.get('tin');
  const report =
    id === null ? undefined : valueOrError(ctx, await app.modules.intake.openReport(ctx, { report: id })).triage;
  const known = report && valueOrError(ctx, await app.modules.cases.findCaseOfReport(ctx, { report: report.id }));
  const own = await app.modules.members.listAgencies(ctx, { codes: [actor.agency] });
  const commune = report ? (report.commune ?? '') : (own.ok && own.value[0]?.adminUnit) || '';
  const inCommune = /^\d{5}$/.test(commune) ? commune : '';
  const province = inCommune ? (provinceOf(inCommune)?.code ?? '') : (report?.province ?? '');
  return {
    me: actor.person,
    definition,
    entered: toFormValues(
      fieldsOf(definition),
      report ? knownReception(report) : { received_at: ctx.now.toISOString() },
    ),
    report: report
      ? {
          id: report.id,
          reference: report.reference,
          what: incidentWords(report),
          status: statusOf(report.status),
          ready: report.status === 'CONFIRMED' || report.status === 'ROUTED',
        }
      : null,
    known: known ? { id: known.id, reference: known.reference } : null,
    commune: inCommune,
    province,
    provinces: provinceChoices(),
    communes: province ? communesOf(province).map(unitOption) : [],
    urgencies: ['U1', 'U2', 'U3', 'U4'].map((value) => ({ value, label: `${value} ${words('urgency', value)}` })),
    urgency: report?.urgency ?? 'U3',
    lead: report ? m.case_open_lead_report() : m.case_open_lead(),
  };
};

export const actions: Actions = {
  mo: formAct(async ({ ctx, modules, form }) => {
    const definition = await modules.cases.formToday(ctx, { form: 'FORM-01' });
    if (!definition.ok) return definition;
    const reception = enteredAnswers(definition.value, form);
    const report = field(form, 'report');
    const commune = field(form, 'commune');
    const urgency = field(form, 'urgency') as 'U3' | undefined;
    const opened = await modules.cases.openCase(ctx, {
      reception,
      ...(report ? { report } : {}),
      ...(commune ? { commune } : {}),
      ...(urgency ? { urgency } : {}),
    });
    if (!opened.ok) return opened;
    const { id, reference, owner } = opened.value;
    return {
      ok: true,
      value: { id, reference, owner: localName(owner) },
    };
  }),
  xa: communesOfProvince,
};
