import type { App } from '../../../server/app.ts';

/** Keeps the token of a sign-in that is under way at the provider. */
export const PENDING_COOKIE = 'lachan_sso';

/**
 * `lax` and not `strict`: the browser brings it back when it comes from the provider. For every path: the provider knows one
 * address to come back to, and whoever reads English goes on from there to the English one.
 */
export function pendingAttributes(app: App) {
  return {
    path: '/',
    httpOnly: true,
    sameSite: 'lax',
    secure: app.kernel.config.publicProtocol === 'https',
    maxAge: 600,
  } as const;
}
