import { role } from '../../../../../../src/vocabulary/index.ts';
import { provinceChoices } from '../../../agency/admin-units.server.ts';
import { simulationOf } from '../../../policy/simulation.server.ts';
import { label, words } from '../../../server/codes.server.ts';
import { formAct } from '../../../server/form-act.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _may = { action: 'policy.read' };

export const load: PageServerLoad = async ({ locals: { app }, url }) => ({
  asked: url.searchParams.get('ho-so') ?? '',
  roles: role.terms
    .filter((term) => term.desk)
    .map(({ code }) => ({ value: code as string, label: label(role, code) })),
  provinces: provinceChoices(),
  sensitivities: app.modules.cases.sensitivities.map((code) => ({
    value: code as string,
    label: words('sensitivity', code),
  })),
});

export const actions: Actions = {
  thu: formAct(({ ctx, app, form }) => simulationOf(app, ctx, form)),
};
