import { lawCitation } from '../../../../../../src/vocabulary/law/law-citation.pure.ts';
import { appealAction, dayOf } from '../../../appeal/appeal.server.ts';
import { getLocale } from '../../../paraglide/runtime.js';
import type { Actions, PageServerLoad } from './$types';

export const _may = 'public';
export const _sensitive = true;

/** Why something was ordered down, by the code of its statement, and what became of an appeal. Where it stood is never on it. */
export const load: PageServerLoad = async ({ locals: { app, ctx }, url }) => {
  const { takedown } = app.modules;
  const locale = getLocale();
  const asked = url.searchParams.get('ma');
  const appealed = url.searchParams.get('khieu-nai');
  const told = asked === null ? undefined : await takedown.readStatement(ctx, asked);
  const answered = appealed === null ? undefined : await takedown.readItemAppeal(ctx, appealed);
  return {
    asked,
    statement: told?.ok
      ? {
          code: told.value.code,
          active: told.value.active,
          kind: locale === 'vi' ? told.value.kindVi : told.value.kindEn,
          reasons: locale === 'vi' ? told.value.reasonsVi : told.value.reasonsEn,
          agency: locale === 'vi' ? told.value.agencyVi : told.value.agencyEn,
          law: lawCitation(told.value.law, locale),
          since: dayOf(told.value.since),
        }
      : null,
    appealed,
    appeal: answered?.ok ? { state: answered.value.state, answer: answered.value.answer } : null,
  };
};

export const actions: Actions = { default: appealAction((takedown, ctx, input) => takedown.appealItem(ctx, input)) };
