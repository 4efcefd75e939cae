import { fail, redirect } from '@sveltejs/kit';
import { href } from '../../../href.ts';
import { act, arrive } from '../../../report/return.ts';
import type { Actions, PageServerLoad } from './$types';

export const _may = 'public';
export const _sensitive = true;

/** After a post the action has made the view already; looking twice would count as two. */
export const load: PageServerLoad = async ({ locals, cookies, request }) => {
  if (request.method === 'POST') return {};
  const view = await arrive(locals, cookies);
  if (view.page === 'contact') redirect(303, href('/tro-chuyen'));
  return { view };
};

export const actions: Actions = {
  default: async ({ locals, cookies, request, url }) => {
    const answer = await act(locals, cookies, await request.formData());
    if (answer === 'opened') redirect(303, url.pathname);
    const { status, view } = answer;
    if (view.page === 'contact') redirect(303, href('/tro-chuyen'));
    return status < 400 ? { view } : fail(status, { view });
  },
};
