import { fail, redirect } from '@sveltejs/kit';
import { href } from '../../../href.ts';
import { refusalView } from '../../../server/answer.server.ts';
import type { Actions, PageServerLoad } from './$types';

/**
 * A network leads the keeper of an account back here. The session's cookie is strict and not sent with a redirect that another site began, so
 * this page shows a button to everybody, and what the button sends is taken from the session that began alone.
 */
export const _may = 'public';

export const load: PageServerLoad = ({ url }) => ({ answered: url.searchParams.has('state') });

export const actions: Actions = {
  default: async ({ locals: { app, ctx }, url }) => {
    const done = await app.modules.channels.finishConsent(ctx, url.searchParams);
    if (!done.ok) return fail(done.refusal.text.status, { refusal: refusalView(ctx, done.refusal) });
    redirect(303, href(`/kenh/${done.value.account}`));
  },
};
