import { readGraphState, selectionOf, stateOf } from '../../../../offences/graph-state.ts';
import { graphPage, ROWS, typeName } from '../../../../offences/graph-words.server.ts';
import { takeInWritten } from '../../../../offences/taken-in.server.ts';
import { text, valueOrError } from '../../../../server/answer.server.ts';
import { label, options } from '../../../../server/codes.server.ts';
import { formAct, keepEntered, permittedAct } from '../../../../server/form-act.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _may = { action: 'offence-file.read' };

export const load: PageServerLoad = async ({ locals: { app, ctx }, params, url, depends }) => {
  depends('desk:offence-graph');
  const { offences } = app.modules;
  const entry = valueOrError(ctx, await offences.readRegister(ctx, { file: params.id }));
  // Whoever knows no more than that the file is there is refused here.
  const { views } = valueOrError(ctx, await offences.listGraphViews(ctx, { file: params.id }));
  const shown = await graphPage(app, ctx, params.id, readGraphState(url.searchParams));
  const allows = (action: string) => app.permissions.allows({ action }, ctx.actor, ctx.now);
  return {
    ...shown,
    id: params.id,
    reference: entry.reference,
    rows: ROWS,
    views: views.map(({ id, name, selection }) => ({ id, name, state: stateOf(selection) })),
    may: {
      takeBack: allows('graph.take-back'),
      hub: allows('graph-hub.review'),
      takeIn: allows('offence-file.describe'),
    },
    choices: {
      kinds: options(offences.linkKind),
      types: [
        ...offences.nodeKind.codes
          .filter((code) => code !== 'IDENTIFIER')
          .map((value) => ({ value, label: label(offences.nodeKind, value) })),
        ...offences.identifierKinds.map((value) => ({ value, label: typeName(app, value) })),
      ],
      takeBack: options(offences.linkTakeBackReason),
      hub: options(offences.hubReason),
    },
    now: ctx.now.toISOString(),
  };
};

export const actions: Actions = {
  xemDinhDanh: formAct(async ({ ctx, modules, form }) => {
    const identifier = text(form, 'identifier');
    const opened = await modules.offences.unmaskIdentifier(ctx, { identifier });
    return opened.ok ? { ok: true, value: { unmasked: { identifier, display: opened.value.display } } } : opened;
  }),
  rutLienKet: permittedAct('graph.take-back', ({ ctx, modules, form }) =>
    modules.offences.takeBackLink(ctx, { link: text(form, 'link'), reason: text(form, 'reason') }),
  ),
  dungChung: keepEntered(
    permittedAct('graph-hub.review', ({ ctx, modules, form }) =>
      modules.offences.reviewHub(ctx, {
        identifier: text(form, 'identifier'),
        reason: text(form, 'reason'),
        until: text(form, 'until'),
      }),
    ),
  ),
  boDungChung: permittedAct('graph-hub.review', ({ ctx, modules, form }) =>
    modules.offences.reviewHub(ctx, { identifier: text(form, 'identifier') }),
  ),
  duaVao: permittedAct<{ id: string }>('offence-file.describe', ({ app, ctx, form, params }) =>
    takeInWritten(app, ctx, params.id, form),
  ),
  luu: keepEntered(
    formAct<{ id: string }>(({ ctx, modules, form, params, url }) =>
      modules.offences.keepGraphView(ctx, {
        file: params.id,
        name: text(form, 'name'),
        selection: selectionOf(readGraphState(url.searchParams)),
      }),
    ),
  ),
  bo: formAct<{ id: string }>(({ ctx, modules, form, params }) =>
    modules.offences.forgetGraphView(ctx, { file: params.id, view: text(form, 'view') }),
  ),
};
