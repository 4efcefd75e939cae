import type { Cookies } from '@sveltejs/kit';
import type { App } from '../../../server/app.ts';

/** Dies with the window; no script reads it; no other site's link carries it. On the whole path, so that the quick exit can end it. */
const options = (app: App) =>
  ({ path: '/', httpOnly: true, sameSite: 'strict', secure: app.kernel.config.publicProtocol === 'https' }) as const;

const nameOf = (app: App) => app.modules.intake.receiptCookieName(app.kernel.config);

export function receiptSession(app: App, cookies: Cookies): string | undefined {
  return cookies.get(nameOf(app))?.split('.')[0];
}

/** When the report had been opened before this session, for the reader to see whether that was they: `null` for never. */
export function openedBefore(app: App, cookies: Cookies): string | null {
  const at = Number(cookies.get(nameOf(app))?.split('.')[1]);
  return Number.isSafeInteger(at) && at > 0 ? new Date(at).toISOString() : null;
}

/** @param before the opening before this one; this one has already taken its place in the report */
export function keepReceiptSession(app: App, cookies: Cookies, session: string, before: string | null): void {
  const value = before === null ? session : `${session}.${new Date(before).getTime()}`;
  cookies.set(nameOf(app), value, options(app));
}

/** Sends the deletion only where there is something to delete: a page without a receipt sets no cookie at all. */
export function dropReceiptSession(app: App, cookies: Cookies): void {
  if (receiptSession(app, cookies) !== undefined) cookies.delete(nameOf(app), options(app));
}
