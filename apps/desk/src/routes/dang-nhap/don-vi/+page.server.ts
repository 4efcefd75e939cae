import { fail, redirect } from '@sveltejs/kit';
import { ownAgencies } from '../../../agency/own-agencies.server.ts';
import { href } from '../../../href.ts';
import { refusalView, sameSitePath, text } from '../../../server/answer.server.ts';
import type { Actions, PageServerLoad } from './$types';

/** Whoever holds no role at the present agency may still choose another. */
export const _may = 'public';

export const load: PageServerLoad = async ({ locals, url }) => {
  const { app, ctx } = locals;
  if (ctx.actor.kind !== 'person') redirect(303, href('/dang-nhap'));
  return { agencies: await ownAgencies(app, ctx), after: sameSitePath(url.searchParams.get('sau')) };
};

export const actions: Actions = {
  chon: async ({ locals, request, url }) => {
    const { app, ctx } = locals;
    const chosen = await app.modules.members.chooseAgency(ctx, { agency: text(await request.formData(), 'agency') });
    if (!chosen.ok) return fail(chosen.refusal.text.status, { refusal: refusalView(ctx, chosen.refusal) });
    redirect(303, href(sameSitePath(url.searchParams.get('sau'))));
  },
};
