import { redirect } from '@sveltejs/kit';
import { sameSitePath, valueOrError } from '../../../server/answer.server.ts';
import { PENDING_COOKIE, pendingAttributes } from '../../../sign-in/federated-sign-in.server.ts';
import type { RequestHandler } from './$types';

export const _may = 'public';

/** Sends the browser to the provider of single sign-on. */
export const GET: RequestHandler = async ({ locals, cookies, url }) => {
  const { app, ctx } = locals;
  const begun = valueOrError(
    ctx,
    await app.modules.members.beginFederatedSignIn(ctx, { redirectUri: `${url.origin}/dang-nhap/sso/ve` }),
  );
  const after = sameSitePath(url.searchParams.get('sau'));
  const pending = [begun.token, Buffer.from(after).toString('base64url'), ctx.language].join('.');
  cookies.set(PENDING_COOKIE, pending, pendingAttributes(app));
  redirect(303, begun.url, { external: true });
};
