import { redirect } from '@sveltejs/kit';
import { dropReceiptSession, receiptSession } from '../../report/receipt-cookie.ts';
import type { PageServerLoad } from './$types';

export const _may = 'public';
export const _sensitive = true;

/**
 * Where the quick exit ends: nothing here tells of the portal, the browser is asked to forget
 * what it kept of it, and a report that stood open is closed.
 */
export const load: PageServerLoad = async ({ locals, cookies, setHeaders }) => {
  const session = receiptSession(locals.app, cookies);
  if (session !== undefined) {
    await locals.app.modules.intake.leaveReceipt(locals.ctx, session);
    dropReceiptSession(locals.app, cookies);
  }
  setHeaders({ 'clear-site-data': '"cache", "storage"' });
  // By way of this page and not straight from the button, so that an outside page, too, is reached with the traces cleared.
  if (locals.app.kernel.config.quickExitUrl) redirect(303, locals.app.kernel.config.quickExitUrl);
};
