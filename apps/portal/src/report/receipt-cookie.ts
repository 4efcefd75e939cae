import type { Cookies } from '@sveltejs/kit';
import type { App } from '../../../server/app.ts';

/** Dies with the window; no script reads it; no other site's link carries it. On the whole path, so that the quick exit can end it. */
const options = (app: App) => ({ path: '/', httpOnly: true, sameSite: 'strict', secure: app.kernel.config.publicProtocol === 'https' }) as const;

export function receiptSession(app: App, cookies: Cookies): string | undefined {
  return cookies.get(app.modules.intake.RECEIPT_COOKIE);
}

export function keepReceiptSession(app: App, cookies: Cookies, session: string): void {
  cookies.set(app.modules.intake.RECEIPT_COOKIE, session, options(app));
}

/** Sends the deletion only where there is something to delete: a page without a receipt sets no cookie at all. */
export function dropReceiptSession(app: App, cookies: Cookies): void {
  if (receiptSession(app, cookies) !== undefined) cookies.delete(app.modules.intake.RECEIPT_COOKIE, options(app));
}
