import type { Cookies } from '@sveltejs/kit';
import type { App } from '../../../server/app.ts';

/** Puts the session's token into the browser, as `sessionCookie` of the members describes it. */
export function keepSession(app: App, cookies: Cookies, token: string): void {
  cookies.set(app.modules.members.sessionCookieName(app.kernel.config), token, attributes(app));
}

export function dropSession(app: App, cookies: Cookies): void {
  cookies.delete(app.modules.members.sessionCookieName(app.kernel.config), attributes(app));
}

function attributes(app: App) {
  return {
    path: '/',
    httpOnly: true,
    sameSite: 'strict',
    secure: app.kernel.config.publicProtocol === 'https',
  } as const;
}
