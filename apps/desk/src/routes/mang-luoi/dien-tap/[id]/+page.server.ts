import { agencyNamesOf } from '../../../../agency/agencies.server.ts';
import { drillCallWords } from '../../../../network/member-words.server.ts';
import { valueOrError } from '../../../../server/answer.server.ts';
import { words } from '../../../../server/codes.server.ts';
import { permittedAct } from '../../../../server/form-act.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _may = { action: 'drill.read' };

export const load: PageServerLoad = async ({ locals: { app, ctx }, params, depends }) => {
  depends('desk:drills');
  const drill = valueOrError(ctx, await app.modules.takedown.drillResults(ctx, { drill: params.id }));
  const names = await agencyNamesOf(app, ctx, drill.calls);
  return {
    ...drill,
    kindName: words('drill_kind', drill.kind),
    calls: drill.calls.map((call) => ({
      ...drillCallWords(call, names.get(call.agency) ?? call.agency),
      agency: call.agency,
    })),
    now: ctx.now.toISOString(),
  };
};

export const actions: Actions = {
  ketThuc: permittedAct('drill.end', ({ ctx, modules, params }) =>
    modules.takedown.endDrill(ctx, { drill: params.id }),
  ),
};
