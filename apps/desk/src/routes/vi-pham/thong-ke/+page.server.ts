import { fewFiles, figureTables, yearAsked } from '../../../offences/figures.server.ts';
import { valueOrError } from '../../../server/answer.server.ts';
import type { PageServerLoad } from './$types';

export const _may = { action: 'offence-figures.read' };

export const load: PageServerLoad = async ({ locals: { app, ctx }, url }) => {
  const { year, years } = yearAsked(ctx, url.searchParams);
  const figures = valueOrError(ctx, await app.modules.offences.offenceFigures(ctx, { year: Number(year) }));
  return { year, years: years.map((value) => ({ value, label: value })), few: fewFiles(), ...figureTables(figures) };
};
