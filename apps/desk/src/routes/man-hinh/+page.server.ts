import { fail, redirect } from '@sveltejs/kit';
import { href } from '../../href.ts';
import { wallOfScreen } from '../../live-help/wall-screen.server.ts';
import { refusalView, text } from '../../server/answer.server.ts';
import type { Actions, PageServerLoad } from './$types';

/** Who has a screen's key sees the wall and nothing else; who has none may type a code. */
export const _may = 'public';

export const load: PageServerLoad = async ({ locals, request }) => ({ wall: await wallOfScreen(locals, request) });

export const actions: Actions = {
  noi: async ({ locals: { app, ctx }, request, cookies }) => {
    const connected = await app.modules.members.connectDisplay(ctx, { code: text(await request.formData(), 'code') });
    if (!connected.ok) return fail(connected.refusal.text.status, { refusal: refusalView(ctx, connected.refusal) });
    cookies.set(app.modules.members.displayCookieName(app.kernel.config), connected.value.key, {
      path: '/',
      httpOnly: true,
      sameSite: 'strict',
      secure: app.kernel.config.publicProtocol === 'https',
      expires: connected.value.until,
    });
    redirect(303, href('/man-hinh'));
  },
};
