import { appealAction, dayOf } from '../../../../appeal/appeal.server.ts';
import { getLocale } from '../../../../paraglide/runtime.js';
import type { Actions, PageServerLoad } from './$types';

export const _may = 'public';
export const _sensitive = true;

/** The stop page: why something is blocked, by its code (`/chan/K7QD-M2VX`), and what became of an appeal. What is blocked is never on it. */
export const load: PageServerLoad = async ({ locals: { app, ctx }, params, url }) => {
  const { takedown } = app.modules;
  const locale = getLocale();
  const asked = params.ma ?? url.searchParams.get('ma');
  const appealed = url.searchParams.get('khieu-nai');
  const told = asked === null ? undefined : await takedown.explainBlock(ctx, asked);
  const answered = appealed === null ? undefined : await takedown.readAppealAnswer(ctx, appealed);
  return {
    asked,
    block: told?.ok
      ? {
          code: told.value.code,
          active: told.value.active,
          why: locale === 'vi' ? told.value.saysVi : told.value.saysEn,
          law: locale === 'vi' ? told.value.basisVi : told.value.basisEn,
          since: told.value.since === null ? '' : dayOf(told.value.since),
          until: dayOf(told.value.until),
        }
      : null,
    appealed,
    appeal: answered?.ok ? { state: answered.value.state, answer: answered.value.answer } : null,
  };
};

export const actions: Actions = { default: appealAction((takedown, ctx, input) => takedown.appealBlock(ctx, input)) };
