import { agencyNames } from '../../../agency/agencies.server.ts';
import { text, valueOrError } from '../../../server/answer.server.ts';
import { words } from '../../../server/codes.server.ts';
import { permittedAct } from '../../../server/form-act.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _may = { action: 'drill.read' };

export const load: PageServerLoad = async ({ locals: { app, ctx }, depends }) => {
  depends('desk:drills');
  const { members, takedown } = app.modules;
  const drills = valueOrError(ctx, await takedown.listDrills(ctx));
  const active = valueOrError(ctx, await members.listMemberships(ctx, { states: ['ACTIVE'] }));
  const names = await agencyNames(
    app,
    ctx,
    active.map(({ agency }) => agency),
  );
  return {
    rows: drills.map((one) => ({ ...one, kindName: words('drill_kind', one.kind) })),
    members: active.map(({ agency, covers }) => ({
      agency,
      name: names.get(agency) ?? agency,
      covered: covers.includes('DRILLS'),
    })),
    kinds: takedown.drillKinds.map((value) => ({ value, label: words('drill_kind', value) })),
    hours: takedown.DRILL_HOURS,
    now: ctx.now.toISOString(),
  };
};

export const actions: Actions = {
  batDau: permittedAct('drill.start', ({ ctx, modules, form }) =>
    modules.takedown.startDrill(ctx, {
      kind: text(form, 'kind'),
      urgent: form.get('urgent') !== null,
      members: form.getAll('members').map(String),
    }),
  ),
};
