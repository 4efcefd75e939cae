import { fewWords, figureViews, monthChoices, monthsAsked } from '../../../live-help/contact-figures.server.ts';
import { valueOrError } from '../../../server/answer.server.ts';
import type { PageServerLoad } from './$types';

export const _may = { action: 'contact-figures.see' };

export const load: PageServerLoad = async ({ locals: { app, ctx }, url }) => {
  const asked = monthsAsked(ctx, url.searchParams);
  const figures = valueOrError(ctx, await app.modules.counselling.contactFigures(ctx, asked));
  return {
    ...asked,
    months: monthChoices(ctx),
    tables: figureViews(figures),
    few: fewWords(app),
    least: app.modules.vocabulary.SMALLEST_SHOWN,
  };
};
