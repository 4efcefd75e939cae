import { fail } from '@sveltejs/kit';
import { answer, door } from '../../../../take-down/withdraw.ts';
import type { Actions, PageServerLoad } from './$types';

export const _may = 'public';
export const _sensitive = true;

export const load: PageServerLoad = () => ({ view: door() });

export const actions: Actions = {
  default: async ({ locals, request }) => {
    const { status, view } = await answer(locals, await request.formData());
    return status < 400 ? { view } : fail(status, { view });
  },
};
