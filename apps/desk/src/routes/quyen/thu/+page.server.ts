import { role } from '../../../../../../src/vocabulary/index.ts';
import { provinceChoices } from '../../../clock/clock-figures.server.ts';
import { simulationOf } from '../../../policy/simulation.server.ts';
import { actionResult } from '../../../server/answer.server.ts';
import { label, words } from '../../../server/codes.server.ts';
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
  thu: async ({ locals: { app, ctx }, request }) =>
    actionResult(ctx, await simulationOf(app, ctx, await request.formData())),
};
