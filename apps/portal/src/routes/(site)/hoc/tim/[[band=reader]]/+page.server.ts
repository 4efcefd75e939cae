import { fail } from '@sveltejs/kit';
import { foundOr404 } from '../../../../../learning/answers.server.ts';
import { readReader } from '../../../../../learning/readers.ts';
import { m } from '../../../../../paraglide/messages.js';
import type { Actions, PageServerLoad } from './$types';

export const _may = 'public';
/** What somebody looks for stands in no address, no history and no cache. */
export const _sensitive = true;

export const load: PageServerLoad = ({ params }) => ({ reader: readReader(params.band) });

export const actions: Actions = {
  default: async ({ locals: { app, ctx }, params, request }) => {
    const { QUERY_MOST, RESULTS_MOST, searchLibrary } = app.modules.learning;
    const words = [
      ...String((await request.formData()).get('q') ?? '')
        .normalize('NFC')
        .trim(),
    ]
      .slice(0, QUERY_MOST)
      .join('');
    if (words === '') return fail(422, { words, found: null, fault: m.learn_search_empty() });
    const found = foundOr404(await searchLibrary(ctx, words, readReader(params.band)));
    return { words, found: { ...found, full: found.items.length === RESULTS_MOST }, fault: null };
  },
};
