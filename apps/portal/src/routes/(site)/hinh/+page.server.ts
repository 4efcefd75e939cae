import { fail } from '@sveltejs/kit';
import { ask, begin } from '../../../take-down/request.ts';
import type { Actions, PageServerLoad } from './$types';

export const _may = 'public';
export const _sensitive = true;
/** The hash kernel is WebAssembly, and a chosen video is shown to the decoder as a blob of this page. */
export const _onDevice = true;

export const load: PageServerLoad = () => ({ view: begin() });

export const actions: Actions = {
  default: async ({ locals, request }) => {
    const { status, view } = await ask(locals, await request.formData());
    return status < 400 ? { view } : fail(status, { view });
  },
};
