import { callsInWords } from '../../officer/officer-call.server.ts';
import { number, text, valueOrError } from '../../server/answer.server.ts';
import { formAct } from '../../server/form-act.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _may = { action: 'officer-call.see' };

export const load: PageServerLoad = async ({ locals: { app, ctx }, depends }) => {
  depends('desk:officer-calls');
  const { open, past } = valueOrError(ctx, await app.modules.counselling.listCalls(ctx));
  const may = (action: string) => app.permissions.allows({ action }, ctx.actor, ctx.now);
  return {
    open: await callsInWords(app, ctx, open),
    past: await callsInWords(app, ctx, past),
    mayTake: may('officer-call.acknowledge'),
    mayRing: may('officer-call.ring'),
  };
};

export const actions: Actions = {
  nhan: formAct(({ ctx, modules, form }) => modules.counselling.acknowledgeCall(ctx, { call: text(form, 'call') })),
  'ket-qua-goi': formAct(({ ctx, modules, form }) =>
    modules.counselling.tellRing(ctx, {
      call: text(form, 'call'),
      outcome: text(form, 'outcome') as 'ANSWERED',
      version: number(form, 'version'),
    }),
  ),
};
