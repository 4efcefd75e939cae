import { redirect } from '@sveltejs/kit';
import { caseFilterChoices, caseFiltersOf, caseRows } from '../../case/case-rows.server.ts';
import { href } from '../../href.ts';
import { valueOrError } from '../../server/answer.server.ts';
import type { PageServerLoad } from './$types';

export const _may = { action: 'case.overview' };

const WHOLE = /^[0-9A-Z]{8}$/;

export const load: PageServerLoad = async ({ locals: { app, ctx }, url, depends }) => {
  depends('desk:cases');
  const filters = caseFiltersOf(url.searchParams);
  const list = valueOrError(ctx, await app.modules.cases.listCases(ctx, filters));
  const [only] = list.cases;
  // A whole code that is found is what was meant: straight to the case, open or ended.
  if (filters.reference && WHOLE.test(filters.reference.toUpperCase().replaceAll(/[^0-9A-Z]/g, ''))) {
    const found =
      only ?? valueOrError(ctx, await app.modules.cases.listCases(ctx, { ...filters, scope: 'all' })).cases[0];
    if (found) redirect(303, href(`/ho-so/${found.id}`));
  }
  return {
    rows: await caseRows(app, ctx, list.cases),
    next: list.next,
    choices: caseFilterChoices(app, url.searchParams),
    reference: filters.reference ?? '',
    mayOpen: app.permissions.allows({ action: 'case.open' }, ctx.actor, ctx.now),
    now: ctx.now.toISOString(),
  };
};
