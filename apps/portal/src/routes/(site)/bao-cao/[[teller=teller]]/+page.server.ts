import { fail } from '@sveltejs/kit';
import { answer, begin } from '../../../../report/flow.ts';
import type { Actions, PageServerLoad } from './$types';

export const _may = 'public';
export const _sensitive = true;

export const load: PageServerLoad = async ({ locals, params }) => ({
  view: await begin(locals, params.teller),
  keepsForm: true,
});

export const actions: Actions = {
  default: async ({ locals, params, request }) => {
    const { status, view } = await answer(locals, await request.formData(), params.teller);
    return status < 400 ? { view } : fail(status, { view });
  },
};
