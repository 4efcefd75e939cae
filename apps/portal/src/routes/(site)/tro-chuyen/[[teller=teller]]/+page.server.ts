import { fail, redirect } from '@sveltejs/kit';
import { act, arrive } from '../../../../contact/chat.ts';
import type { Actions, PageServerLoad } from './$types';

export const _may = 'public';
export const _sensitive = true;

/** After a post the action has made the view already. */
export const load: PageServerLoad = async ({ locals, cookies, request, params }) =>
  request.method === 'POST' ? {} : { view: await arrive(locals, cookies, params.teller) };

export const actions: Actions = {
  default: async ({ locals, cookies, request, url, params }) => {
    const answer = await act(locals, cookies, params.teller, await request.formData());
    if (answer === 'again') redirect(303, url.pathname);
    const { status, view } = answer;
    return status < 400 ? { view } : fail(status, { view });
  },
};
