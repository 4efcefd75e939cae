import { fail } from '@sveltejs/kit';
import { problemOfPage } from '../../../../problem/pages.ts';
import { answer, begin } from '../../../../report/flow.ts';
import type { Actions, PageServerLoad } from './$types';

export const _may = 'public';
export const _sensitive = true;

export const load: PageServerLoad = async ({ locals, params, url }) => ({
  view: await begin(locals, params.teller, problemOfPage(url.searchParams.get('c'))),
  keepsForm: true,
});

export const actions: Actions = {
  default: async ({ locals, params, request, url }) => {
    const problem = problemOfPage(url.searchParams.get('c'));
    const { status, view } = await answer(locals, await request.formData(), params.teller, problem);
    return status < 400 ? { view } : fail(status, { view });
  },
};
