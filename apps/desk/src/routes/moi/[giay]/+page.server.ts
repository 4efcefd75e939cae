import { fail } from '@sveltejs/kit';
import { renderSVG } from 'uqr';
import { refusalView, text } from '../../../server/answer.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _may = 'public';

export const load: PageServerLoad = async ({ locals, params }) => {
  const { app, ctx } = locals;
  const begun = await app.modules.members.beginEnrolment(ctx, { invitation: params.giay });
  if (!begun.ok) return { refusal: refusalView(ctx, begun.refusal) };
  const { login, name, totpSecret, totpUri } = begun.value;
  return {
    enrolment: {
      login,
      name,
      secret: totpSecret.match(/.{1,4}/g)?.join(' ') ?? totpSecret,
      qr: renderSVG(totpUri, { border: 2 }),
    },
  };
};

export const actions: Actions = {
  xong: async ({ locals, params, request }) => {
    const { app, ctx } = locals;
    const form = await request.formData();
    const password = text(form, 'password');
    if (password !== text(form, 'again')) return fail(422, { mismatch: true });
    const done = await app.modules.members.completeEnrolment(ctx, {
      invitation: params.giay,
      password,
      code: text(form, 'code'),
    });
    if (!done.ok) return fail(done.refusal.text.status, { refusal: refusalView(ctx, done.refusal) });
    return { login: done.value.login, recoveryCodes: done.value.recoveryCodes };
  },
};
