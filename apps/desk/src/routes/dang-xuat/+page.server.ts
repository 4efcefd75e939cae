import { redirect } from '@sveltejs/kit';
import { href } from '../../href.ts';
import { dropSession } from '../../sign-in/session.server.ts';
import type { Actions, PageServerLoad } from './$types';

/** Whoever has lost every role can still sign out. */
export const _may = 'public';

export const load: PageServerLoad = () => redirect(303, href('/dang-nhap'));

export const actions: Actions = {
  default: async ({ locals, cookies, setHeaders }) => {
    await locals.app.modules.members.signOut(locals.ctx);
    dropSession(locals.app, cookies);
    // Drafts that were sealed in this browser go with their key.
    setHeaders({ 'clear-site-data': '"storage"' });
    redirect(303, href('/dang-nhap'));
  },
};
