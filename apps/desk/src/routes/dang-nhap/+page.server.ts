import { fail, redirect } from '@sveltejs/kit';
import { agencyNames } from '../../agency/agencies.server.ts';
import { href } from '../../href.ts';
import { actionResult, refusalView, sameSitePath, text } from '../../server/answer.server.ts';
import { keepSession } from '../../sign-in/session.server.ts';
import { systemActor } from '../../sign-in/system-actor.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _may = 'public';

export const load: PageServerLoad = async ({ locals, url }) => {
  const { app, ctx } = locals;
  const after = sameSitePath(url.searchParams.get('sau'));
  if (ctx.actor.kind === 'person') redirect(303, href(after));
  return {
    after,
    federated: app.modules.members.isFederated(app.kernel),
    people: app.demonstration ? await invented(locals) : [],
  };
};

/** The demonstration's people, with the one-time code that works next. */
async function invented({ app, ctx }: App.Locals) {
  const signIns = await app.modules.demonstration.listSignIns(ctx);
  if (!signIns.ok) return [];
  const platform = ctx.as(systemActor('desk.sign-in-page'));
  const agencies = await agencyNames(
    app,
    platform,
    signIns.value.map((person) => person.agency),
  );
  return signIns.value.map(({ login, name, agency, roles, password, code }) => ({
    login,
    name,
    agency: agencies.get(agency) ?? agency,
    roles: roles.map((role) => role[ctx.language]).join(', '),
    password,
    code,
  }));
}

export const actions: Actions = {
  vao: async ({ locals, request, cookies, url }) => {
    const { app, ctx } = locals;
    const form = await request.formData();
    const login = text(form, 'login');
    const opened = await app.modules.members.signIn(ctx, {
      login,
      password: text(form, 'password'),
      code: text(form, 'code'),
      userAgent: request.headers.get('user-agent') ?? '',
    });
    if (!opened.ok) return fail(opened.refusal.text.status, { login, refusal: refusalView(ctx, opened.refusal) });
    keepSession(app, cookies, opened.value.token);
    const after = sameSitePath(url.searchParams.get('sau'));
    if (opened.value.agencies.length > 1)
      redirect(303, `${href('/dang-nhap/don-vi')}?${new URLSearchParams({ sau: after })}`);
    redirect(303, href(after));
  },

  /** Fresh one-time codes for the panel of invented people: a code lives thirty seconds and works once. */
  ma: async ({ locals }) => {
    if (!locals.app.demonstration) return fail(404);
    return actionResult(locals.ctx, { ok: true, value: await invented(locals) });
  },
};
