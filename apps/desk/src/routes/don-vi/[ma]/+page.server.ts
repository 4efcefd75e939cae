import { vietnamDate } from '../../../../../../src/kernel/time.pure.ts';
import { agencyFunction, agencyKind, agencyLevel } from '../../../../../../src/vocabulary/index.ts';
import { lawCitation } from '../../../../../../src/vocabulary/law/law-citation.pure.ts';
import { unitName } from '../../../agency/admin-units.server.ts';
import { agencyFrom } from '../../../agency/agencies.server.ts';
import { getLocale } from '../../../paraglide/runtime.js';
import { personOf, text, valueOrError } from '../../../server/answer.server.ts';
import { functionName, label, localName, options } from '../../../server/codes.server.ts';
import { formAct } from '../../../server/form-act.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _may = { action: 'desk.manage' };

const day = (date: string) => date.split('-').reverse().join('/');
const named = (agency: { code: string; nameVi: string; nameEn: string }) => ({
  code: agency.code,
  name: localName(agency),
});

export const load: PageServerLoad = async ({ locals: { app, ctx }, params, depends }) => {
  depends('desk:agency');
  const actor = personOf(ctx);
  const { members } = app.modules;
  const { agency, functions, predecessors, desks } = valueOrError(
    ctx,
    await members.agencyDetail(ctx, { code: params.ma }),
  );
  // The directory lists what exists today; an agency that came before is found by its code.
  const before = await Promise.all(predecessors.map((code) => members.agencyDetail(ctx, { code })));
  const today = vietnamDate(ctx.now);
  const { name } = named(agency);
  return {
    agency: {
      code: agency.code,
      name,
      kind: label(agencyKind, agency.kind),
      level: label(agencyLevel, agency.level),
      unit: agency.adminUnit === null ? '' : unitName(agency.adminUnit),
      from: agency.validFrom && day(agency.validFrom),
      to: agency.validTo && day(agency.validTo),
      over: agency.validTo !== null && agency.validTo < today,
    },
    functions: functions.map((held) => ({
      id: `${held.functionCode}|${held.area ?? ''}|${held.validFrom}`,
      code: held.functionCode,
      name: functionName(held.functionCode),
      area: held.area === null ? '' : unitName(held.area),
      basis: lawCitation(held.legalBasis, getLocale()),
      from: held.validFrom,
      to: held.validTo,
      when: `${day(held.validFrom)} – ${held.validTo === null ? '…' : day(held.validTo)}`,
      state:
        held.validFrom > today
          ? ('coming' as const)
          : held.validTo !== null && held.validTo < today
            ? ('past' as const)
            : ('now' as const),
      verified: held.verified,
    })),
    predecessors: before.flatMap((found) => (found.ok ? [named(found.value.agency)] : [])),
    desks: desks.map((desk) => ({ code: desk.code, name: localName(desk) })),
    mayDesk: actor.assignments.some(
      (held) => held.role === 'sysadmin' || (held.role === 'agency_admin' && held.agency === agency.code),
    ),
    mayMove: app.permissions.allows({ action: 'agency.manage' }, actor, ctx.now),
    choices: options(agencyFunction),
    today,
  };
};

export const actions: Actions = {
  ban: formAct(({ ctx, modules, form, params }) =>
    modules.members.createDesk(ctx, {
      code: text(form, 'code').trim(),
      agency: params.ma,
      nameVi: text(form, 'nameVi').trim(),
      nameEn: text(form, 'nameEn').trim(),
    }),
  ),
  chuyen: formAct(async ({ ctx, app, modules, form, params }) => {
    const to = await agencyFrom(app, ctx, form, 'to');
    if (!to.ok) return to;
    return modules.members.moveFunction(ctx, {
      functionCode: text(form, 'functionCode'),
      from: params.ma,
      to: to.value,
      day: text(form, 'day'),
      legalBasis: text(form, 'legalBasis'),
    });
  }),
  giaiThe: formAct(async ({ ctx, app, modules, form, params }) => {
    const successor = await agencyFrom(app, ctx, form, 'successor');
    if (!successor.ok) return successor;
    return modules.members.dissolveAgency(ctx, {
      agency: params.ma,
      from: text(form, 'from'),
      successor: successor.value,
      legalBasis: text(form, 'legalBasis'),
    });
  }),
};
