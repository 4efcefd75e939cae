import { redirect } from '@sveltejs/kit';
import { href } from '../../../../href.ts';
import { refusalView, sameSitePath } from '../../../../server/answer.server.ts';
import { PENDING_COOKIE, pendingAttributes } from '../../../../sign-in/federated-sign-in.server.ts';
import { keepSession } from '../../../../sign-in/session.server.ts';
import type { PageServerLoad } from './$types';

export const _may = 'public';

/**
 * The browser is back from the provider. The session's cookie is strict and would not be sent with a redirect that another
 * site began, so that this page shows itself and goes on from here, by its own link.
 */
export const load: PageServerLoad = async ({ locals, cookies, url, request }) => {
  const { app, ctx } = locals;
  const [token = '', after = '', language] = (cookies.get(PENDING_COOKIE) ?? '').split('.');
  if (language === 'en' && ctx.language !== 'en') redirect(303, href('/dang-nhap/sso/ve', 'en') + url.search);
  cookies.delete(PENDING_COOKIE, pendingAttributes(app));
  const opened = await app.modules.members.completeFederatedSignIn(ctx, {
    token,
    query: url.search,
    userAgent: request.headers.get('user-agent') ?? '',
  });
  if (!opened.ok) return { refusal: refusalView(ctx, opened.refusal), next: href('/dang-nhap') };
  keepSession(app, cookies, opened.value.token);
  const wanted = sameSitePath(Buffer.from(after, 'base64url').toString('utf8'));
  return {
    next:
      opened.value.agencies.length > 1
        ? `${href('/dang-nhap/don-vi')}?${new URLSearchParams({ sau: wanted })}`
        : href(wanted),
  };
};
