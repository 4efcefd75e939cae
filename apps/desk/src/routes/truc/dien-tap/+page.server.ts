import { callsInWords } from '../../../officer/officer-call.server.ts';
import { number, text, valueOrError } from '../../../server/answer.server.ts';
import { formAct } from '../../../server/form-act.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _may = { action: 'officer-call.play' };

export const load: PageServerLoad = async ({ locals: { app, ctx }, depends }) => {
  depends('desk:officer-calls');
  const { counselling } = app.modules;
  const { open, past } = valueOrError(ctx, await counselling.listCalls(ctx, { drill: true }));
  return {
    open: await callsInWords(app, ctx, open),
    past: await callsInWords(app, ctx, past.slice(0, 10)),
    kinds: counselling.riskKinds.map((kind) => ({
      value: kind,
      label: counselling.riskKindName(kind, ctx.language),
    })),
  };
};

export const actions: Actions = {
  'bat-dau': formAct(({ ctx, modules, form }) =>
    modules.counselling.openDrill(ctx, {
      kind: modules.counselling.riskKinds.find((kind) => kind === text(form, 'kind')) ?? 'SELF_HARM',
    }),
  ),
  'ket-qua-goi': formAct(({ ctx, modules, form }) =>
    modules.counselling.tellRing(ctx, {
      call: text(form, 'call'),
      outcome: text(form, 'outcome') as 'ANSWERED',
      version: number(form, 'version'),
    }),
  ),
  'dong-vai': formAct(({ ctx, modules, form }) => modules.counselling.playOfficer(ctx, { call: text(form, 'call') })),
  'thoi-goi': formAct(({ ctx, modules, form }) => modules.counselling.withdrawCall(ctx, { call: text(form, 'call') })),
};
